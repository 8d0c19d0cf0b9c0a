package config

import "runtime/debug"

// version is that of a release. A release build may set it with
// -ldflags "-X github.com/fanlight/fanlight/functions/internal/config.version=v1.2.3".
var version string

// Version returns the version of the function: that of a release, else the one that Go
// recorded for the module. It is empty for a build of a checkout by go build; make build gives
// that of scripts/version.sh.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	switch {
	case version != "":
		return version
	case ok && info.Main.Version != "(devel)":
		return info.Main.Version
	}
	return ""
}
