package source

import (
	_ "embed"
	"path"
	"strings"

	"github.com/fanlight/fanlight/pkg/suggest"
)

// zoneNames are the names of time zones that people look for, a line each: those of
// zone.tab, and UTC. The package time has more, and no list of them.
//
// Source: https://data.iana.org/time-zones/tzdb/zone.tab (in the public domain)
//
//go:embed zones.txt
var zoneNames string

// nearestZone returns the time zone that a name may be meant for: a city without its
// continent, other letters, a slip. It returns the empty string if there is none.
func nearestZone(written string) string {
	written = strings.ReplaceAll(strings.TrimSpace(written), " ", "_")
	names := strings.Fields(zoneNames)
	for _, name := range names {
		if strings.EqualFold(name, written) || strings.EqualFold(path.Base(name), written) {
			return name
		}
	}
	if near := suggest.Nearest(written, names); near != "" {
		return near
	}
	cities := make([]string, len(names))
	for i, name := range names {
		cities[i] = path.Base(name)
	}
	for i, near := 0, suggest.Nearest(written, cities); i < len(names) && near != ""; i++ {
		if cities[i] == near {
			return names[i]
		}
	}
	return ""
}
