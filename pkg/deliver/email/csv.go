package email

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
)

const maxCSV = 1_000_000 // bytes of all CSV files of a mail

// csvFiles returns the rows of each query that the report shows as a table, in the order of
// its sections, as far as there is room.
func csvFiles(d *fanlight.Document) (files []fanlight.File) {
	seen, size := map[string]bool{}, 0
	for _, s := range d.Sections {
		q := d.Query(s.Query)
		if q == nil || len(q.Rows) == 0 || s.ShowsNumber() || seen[q.ID] {
			continue
		}
		seen[q.ID] = true
		rows := render.CSV(q)
		if size += len(rows); size > maxCSV {
			break
		}
		files = append(files, fanlight.File{Name: fileName(q.ID), Type: "text/csv", Data: []byte(rows)})
	}
	return files
}

// fileName returns a name that needs no quotes in a header: IDs of definitions have it.
func fileName(id string) string {
	name := strings.Map(func(r rune) rune {
		if r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' {
			return r
		}
		return '-'
	}, id)
	return name[:min(len(name), 60)] + ".csv"
}

// attached names the files in the mail's last line.
func attached(files []fanlight.File) []string {
	if len(files) == 0 {
		return nil
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = f.Name
	}
	return []string{"attached: " + strings.Join(names, ", ")}
}
