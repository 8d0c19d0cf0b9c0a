package edition

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// File is the CSV file of the rows that a document has of a query, or of a view of one.
type File struct {
	Query string // the ID of the query or view
	Name  string // such as by_route.csv, or latest-first-1000.csv if it is not whole; of a-z, 0-9, _ and -
	Rows  int    // that it has
	Whole bool   // it has all rows that were kept: a document has the first ones

	Address string // in the document's archive; empty: that has none
}

// maxFiles is how many queries have a file of their own.
const maxFiles = 100

// Files returns the files of the queries whose rows a document's sections show, each
// once, in the order of the sections. Archives and mails name them alike.
func Files(d *fanlight.Document) (all []File) {
	seen, names := map[string]bool{}, map[string]bool{}
	for _, s := range d.Sections {
		q := d.Query(s.Query)
		if q == nil || s.ShowsNumber() || len(q.Rows) == 0 || seen[q.ID] || len(all) == maxFiles {
			continue
		}
		seen[q.ID] = true
		f := File{Query: q.ID, Rows: len(q.Rows), Whole: len(q.Rows) == q.Kept()}
		f.Name = fileName(f, len(all)+1, names)
		f.Address = d.Archive.File(f.Name)
		names[f.Name] = true
		all = append(all, f)
	}
	return all
}

// plainID is the ID of a query that was read from a report file, or of a view of one.
var plainID = lazyregexp.New(`^[a-z0-9_]{1,40}(~[0-9]{1,4})?$`)

// fileName returns the name of a file that no other one has: the query's ID, or its place
// if the ID would not be a name in every file system.
func fileName(f File, place int, taken map[string]bool) string {
	ending := ".csv"
	if !f.Whole {
		ending = fmt.Sprintf("-first-%d.csv", f.Rows)
	}
	name := strings.Replace(f.Query, "~", "-", 1) + ending
	if plainID().MatchString(f.Query) && !taken[name] {
		return name
	}
	for ; ; place += maxFiles {
		if name = fmt.Sprintf("query-%d%s", place, ending); !taken[name] {
			return name
		}
	}
}
