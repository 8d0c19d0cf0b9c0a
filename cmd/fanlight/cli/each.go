package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
	"github.com/fanlight/fanlight/pkg/suggest"
	"github.com/fanlight/fanlight/pkg/text"
)

// mostNames is how many characters of a list of names a message shows.
const mostNames = 200

func addEachFlag(cmd *cobra.Command, each *string) {
	cmd.Flags().StringVar(each, "each", "", "`ITEM` of the report file's for_each, which makes one report of each item")
}

// byPath groups the reports of files: a file with for_each has several.
func byPath(all []source.File) (groups [][]source.File) {
	for _, f := range all {
		last := len(groups) - 1
		if last >= 0 && groups[last][0].Path == f.Path {
			groups[last] = append(groups[last], f)
		} else {
			groups = append(groups, []source.File{f})
		}
	}
	return groups
}

func namesOf(all []source.File) []string {
	return mapped(all, func(f source.File) string { return f.Report.Name })
}

// reportOf returns the report of a file that an item made, or the only report of a file
// without for_each.
func reportOf(all []source.File, each string) (*report.Report, error) {
	path := all[0].Path
	if all[0].Each == "" {
		if each != "" {
			return nil, usageErrorf("--each %s: %s has no for_each at its top, and is one report: leave --each out", each, path)
		}
		return all[0].Report, nil
	}
	items := mapped(all, func(f source.File) string { return f.Each })
	known := text.Limit(strings.Join(items, ", "), mostNames)
	i := slices.Index(items, each)
	switch {
	case each == "":
		return nil, usageErrorf("%s is %s by for_each: name the item with --each: %s", path, count(len(all), "report", "reports"), known)
	case i < 0:
		if near := suggest.Nearest(each, items); near != "" {
			known += " (did you mean " + near + "?)"
		}
		return nil, invalid("--each", each, "an item of the file's for_each: "+known)
	}
	return all[i].Report, nil
}
