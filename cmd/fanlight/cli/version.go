package cli

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is the version of a release. A release build sets it with
// -ldflags "-X github.com/fanlight/fanlight/cmd/fanlight/cli.version=v1.2.3";
// other builds have the version that Go records for the module.
var version string

// buildInfo describes this program. What Go did not record is empty, except for
// the commit, which is "unknown" then.
type buildInfo struct {
	Version string `json:"release"` // "(devel)" when built from a checkout without a tag
	Commit  string `json:"commit"`  // "+changes" after it: with changes that were not committed
	Date    string `json:"date,omitempty"`
	Go      string `json:"go"`
	System  string `json:"system"`
}

// buildView is the JSON form of a build.
type buildView struct {
	Version int `json:"version"`
	buildInfo
}

func newVersion(s *System) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Show version, commit and Go version",
		Example: "  fanlight version\n  fanlight version -o json",
		Args:    arguments(0, 0, ""),
	}
	format := formatFlag{"text", "json"}.add(cmd)
	cmd.RunE = func(*cobra.Command, []string) error {
		if *format == "json" {
			return writeJSON(s.Out, buildView{1, readBuild()})
		}
		return writeVersion(s.Out)
	}
	return cmd
}

func writeVersion(w io.Writer) error {
	b := readBuild()
	commit := b.Commit
	if b.Date != "" {
		commit += " of " + b.Date
	}
	_, err := fmt.Fprintf(w, "fanlight %s\ncommit   %s\nbuilt    %s %s\n", b.Version, commit, b.Go, b.System)
	return err
}

// readBuild returns what Go's linker recorded, with the version of a release.
func readBuild() buildInfo {
	info, _ := debug.ReadBuildInfo()
	return newBuildInfo(info, version)
}

// newBuildInfo takes a nil info for a program that was built without modules.
func newBuildInfo(info *debug.BuildInfo, release string) buildInfo {
	b := buildInfo{Version: "(devel)", Commit: "unknown", Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH}
	if info != nil {
		b.addModule(info)
	}
	if release != "" {
		b.Version = release
	}
	return b
}

func (b *buildInfo) addModule(info *debug.BuildInfo) {
	if info.Main.Version != "" {
		b.Version = info.Main.Version
	}
	settings := map[string]string{}
	for _, setting := range info.Settings {
		settings[setting.Key] = setting.Value
	}
	if commit := settings["vcs.revision"]; commit != "" {
		b.Commit = commit
	}
	if settings["vcs.modified"] == "true" {
		b.Commit += "+changes"
	}
	b.Date = settings["vcs.time"]
}
