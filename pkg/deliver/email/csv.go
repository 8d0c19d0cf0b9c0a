package email

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/edition"
)

const maxCSV = 1_000_000 // bytes of all CSV files of a mail

// csvFiles returns the rows of each query that the report shows as a table, in the order of
// its sections, as far as there is room.
func csvFiles(d *fanlight.Document) (files []fanlight.File) {
	size := 0
	for _, f := range edition.Files(d) {
		rows := render.CSV(d.Query(f.Query))
		if size += len(rows); size > maxCSV {
			break
		}
		files = append(files, fanlight.File{Name: f.Name, Type: "text/csv", Data: []byte(rows)})
	}
	return files
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
