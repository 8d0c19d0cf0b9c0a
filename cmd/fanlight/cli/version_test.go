package cli

import (
	"runtime"
	"runtime/debug"
	"testing"
)

func TestNewBuildInfo(t *testing.T) {
	t.Parallel()
	system := runtime.GOOS + "/" + runtime.GOARCH
	checkout := &debug.BuildInfo{Settings: []debug.BuildSetting{
		{Key: "vcs.revision", Value: "8582eb4"}, {Key: "vcs.time", Value: "2026-01-02T12:30:00Z"}, {Key: "vcs.modified", Value: "true"},
	}}
	checkout.Main.Version = "(devel)"
	installed := &debug.BuildInfo{}
	installed.Main.Version = "v1.2.3"
	for name, c := range map[string]struct {
		info    *debug.BuildInfo
		release string
		want    buildInfo
	}{
		"release":                {checkout, "v1.2.3", buildInfo{"v1.2.3", "8582eb4+changes", "2026-01-02T12:30:00Z", runtime.Version(), system}},
		"checkout":               {checkout, "", buildInfo{"(devel)", "8582eb4+changes", "2026-01-02T12:30:00Z", runtime.Version(), system}},
		"go install":             {installed, "", buildInfo{"v1.2.3", "unknown", "", runtime.Version(), system}},
		"nothing was recorded":   {&debug.BuildInfo{}, "", buildInfo{"(devel)", "unknown", "", runtime.Version(), system}},
		"built without a module": {nil, "", buildInfo{"(devel)", "unknown", "", runtime.Version(), system}},
	} {
		if got := newBuildInfo(c.info, c.release); got != c.want {
			t.Errorf("%s: got %+v, want %+v", name, got, c.want)
		}
	}
}
