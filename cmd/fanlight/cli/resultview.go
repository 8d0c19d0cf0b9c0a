package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/render"
)

// resultView writes rows that a user asked for, in the form of --output.
type resultView struct {
	s             *System
	format        *string
	wide, noPager bool
	left          render.LeftOut // by tables
}

func (v *resultView) addTo(cmd *cobra.Command) {
	v.format = formatFlag{"table", "json", "ndjson", "csv"}.add(cmd)
	addWideFlag(cmd, &v.wide)
	addPagerFlag(cmd, &v.noPager)
}

// write writes the rows of a query to stdout. Only JSON has the pointers of the events:
// they are for programs. A long table is paged if paged is set.
func (v *resultView) write(r cwli.Result, paged bool) (err error) {
	switch *v.format {
	case "json":
		err = writeJSONRows(v.s.Out, r.Rows)
	case "ndjson":
		err = writeJSONLines(v.s.Out, r.Rows)
	case "csv":
		err = writeCSV(v.s.Out, shownColumns(r.Columns), cells(r))
	default:
		v.noPager = v.noPager || !paged
		return v.table(render.NewTable(shownColumns(r.Columns), cells(r)), render.TableOptions{})
	}
	if err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}

// table writes a table to stdout.
func (v *resultView) table(t render.Table, o render.TableOptions) error {
	o.Width, o.Wide = v.s.Width(v.s.Out), v.wide
	content, left := t.Format(o)
	if err := v.s.print(content, v.noPager); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	v.left = v.left.Add(left)
	return nil
}

// printLeftOut says on stderr what the tables left out.
func (v *resultView) printLeftOut() { printLeftOut(v.s, v.left) }
