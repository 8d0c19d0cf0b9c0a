package importer

import (
	"cmp"
	"slices"
	"strings"
)

// savedQuery is a query definition
// (docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_QueryDefinition.html).
type savedQuery struct {
	QueryDefinitionID string      `json:"queryDefinitionId"`
	Name              string      `json:"name"`
	QueryString       string      `json:"queryString"`
	QueryLanguage     string      `json:"queryLanguage"`
	LogGroupNames     []string    `json:"logGroupNames"`
	Parameters        []parameter `json:"parameters"`
}

// looseQueries is the name of the report of saved queries that are in no folder.
const looseQueries = "saved-queries"

// savedDrafts returns a report for each folder of saved queries, in the order of their
// names: the service lists them by when they were changed.
func (x *export) savedDrafts() (all []*draft) {
	slices.SortStableFunc(x.saved, func(a, b savedQuery) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.QueryDefinitionID, b.QueryDefinitionID))
	})
	folders := map[string]*draft{}
	for _, q := range x.saved {
		folder, name := splitName(q.Name)
		d := folders[folder]
		if d == nil {
			d = &draft{name: folder, folder: folder, title: folder, window: guessedWindow, comments: []string{"Saved queries have no time range: the window is a guess."}}
			folders[folder], all = d, append(all, d)
		}
		d.items = append(d.items, &item{
			label: q.Name, id: name, title: name, language: q.QueryLanguage, text: q.QueryString,
			groups: q.LogGroupNames, parameters: q.Parameters,
		})
	}
	return all
}

// splitName splits the name of a saved query into its folder and the rest: slashes make
// folders
// (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html).
func splitName(name string) (folder, rest string) {
	if i := strings.LastIndexByte(name, '/'); i > 0 && i < len(name)-1 {
		return name[:i], name[i+1:]
	}
	return looseQueries, name
}
