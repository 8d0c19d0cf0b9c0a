package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// build is what the program knows of itself.
type build struct {
	Version string `json:"version"` // of the module: "(devel)" when built from a checkout without a tag
	Commit  string `json:"commit"`  // "unknown" when built without version control
	Go      string `json:"go"`
	System  string `json:"system"`
}

func newVersion(s *System) *cobra.Command {
	format := formatFlag{"text", "json"}
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Show version, commit and Go version",
		Args:  arguments(0, 0, ""),
	}
	chosen := format.add(cmd)
	cmd.RunE = func(*cobra.Command, []string) error {
		b := thisBuild()
		if *chosen == "json" {
			return writeJSON(s.Out, b)
		}
		_, err := fmt.Fprintf(s.Out, "fanlight %s\ncommit   %s\nbuilt    %s %s\n", b.Version, b.Commit, b.Go, b.System)
		return err
	}
	return cmd
}

func thisBuild() build {
	b := build{Version: "(devel)", Commit: "unknown", Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
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
	return b
}
