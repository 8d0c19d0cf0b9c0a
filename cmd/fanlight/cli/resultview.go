package cli

import (
	"fmt"
	"io"

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
	cmd.Flags().BoolVar(&v.noPager, "no-pager", false, "do not page a long table on a terminal")
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
	if err := v.print(content); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	v.left = v.left.Add(left)
	return nil
}

// printLeftOut says on stderr what the tables left out.
func (v *resultView) printLeftOut() { printLeftOut(v.s, v.left) }

// print writes a text to stdout, by a pager if it is longer than the terminal.
func (v *resultView) print(content string) error {
	if command := v.s.pager(content); command != "" && !v.noPager {
		return v.s.page(command, content)
	}
	_, err := io.WriteString(v.s.Out, content)
	return err
}
