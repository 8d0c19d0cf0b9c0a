package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/wholefile"
)

// formatFlag is the list of forms that a command can write, the default first.
type formatFlag []string

// add gives the command its flag -o, and returns where the choice will be.
func (f formatFlag) add(cmd *cobra.Command) *string {
	choice := &formatChoice{chosen: f[0], allowed: f}
	cmd.Flags().VarP(choice, "output", "o", "form of the output: "+strings.Join(f, ", "))
	_ = cmd.RegisterFlagCompletionFunc("output", cobra.FixedCompletions([]string(f), cobra.ShellCompDirectiveNoFileComp)) // the flag is there
	return &choice.chosen
}

// formatChoice is a pflag.Value that refuses other forms than the allowed ones.
type formatChoice struct {
	chosen  string
	allowed []string
}

func (c *formatChoice) String() string { return c.chosen }
func (c *formatChoice) Type() string   { return "form" }

func (c *formatChoice) Set(s string) error {
	if !slices.Contains(c.allowed, s) {
		return errors.New("not one of the forms that the command writes")
	}
	c.chosen = s
	return nil
}

// addWideFlag adds the flag for whole tables on a narrow terminal.
func addWideFlag(cmd *cobra.Command, wide *bool) {
	cmd.Flags().BoolVar(wide, "wide", false, "show all columns and whole values, however narrow the terminal is")
}

// count returns "1 row" for 1, else "3,000 rows".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return render.Count(float64(n)) + " " + many
}

// writeDocument writes a report to stdout; as text, for the terminal there.
func writeDocument(s *System, d *fanlight.Document, format string) error {
	content, err := encodeDocument(s, d, format)
	if err != nil {
		return err
	}
	if _, err := s.Out.Write(content); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

func encodeDocument(s *System, d *fanlight.Document, format string) ([]byte, error) {
	switch format {
	case "json":
		return render.JSON(d)
	case "html":
		return []byte(render.HTML(d)), nil
	}
	return []byte(render.Text(d, render.TextOptions{Width: s.Width(s.Out), Color: s.color(s.Out)})), nil
}

// prepareFolder makes the folder of --out and checks that files can be written
// there, before a run starts whose report would be lost. Standard output is none.
func prepareFolder(folder string) error {
	if folder == "" {
		return nil
	}
	if folder == stdArgument {
		return invalid("--out", folder, "a folder; -o html and -o json write the report to stdout")
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("make the folder of --out: %w", err)
	}
	probe, err := os.CreateTemp(folder, ".fanlight-*")
	if err != nil {
		return fmt.Errorf("write into the folder of --out: %w", err)
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// writeFolder writes a report in all its forms, and says so on stderr, with the files of
// rows that are there. It does nothing if
// folder is empty.
func writeFolder(s *System, folder string, d *fanlight.Document, rows []string) error {
	if folder == "" {
		return nil
	}
	var wrote []string
	encoded, err := render.JSON(d)
	if err != nil {
		return err
	}
	for _, file := range []struct {
		name    string
		content []byte
	}{
		{"report.html", []byte(render.HTML(d))},
		{"report.json", encoded},
		{"report.txt", []byte(render.Text(d, render.TextOptions{}))},
	} {
		if failed := wholefile.Write(filepath.Join(folder, file.name), file.content); failed != nil {
			err = errors.Join(err, fmt.Errorf("write the report: %w", failed))
			continue
		}
		if len(wrote) == 0 {
			file.name = filepath.Join(folder, file.name)
		}
		wrote = append(wrote, fmt.Sprintf("%s (%s)", file.name, render.Bytes(float64(len(file.content)))))
	}
	if wrote = append(wrote, rows...); len(wrote) > 0 {
		fmt.Fprintf(s.Err, "wrote %s\n", strings.Join(wrote, ", "))
	}
	return err
}

// writeTable writes a table to stdout, for the terminal there. It returns what
// it left out.
func writeTable(s *System, t render.Table, o render.TableOptions) (render.LeftOut, error) {
	o.Width = s.Width(s.Out)
	content, left := t.Format(o)
	_, err := io.WriteString(s.Out, content)
	return left, err
}

// printLeftOut says on stderr what tables left out, if they did.
func printLeftOut(s *System, left render.LeftOut) {
	if note := left.String(); note != "" {
		fmt.Fprintln(s.Err, note)
	}
}

// shownColumns returns all columns but the pointers of the events.
func shownColumns(all []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(name string) bool { return name == syntax.Pointer })
}

// cells returns the values of the shown columns. A field that a row does not
// have is empty.
func cells(r cwli.Result) [][]string {
	columns := shownColumns(r.Columns)
	place := make(map[string]int, len(columns))
	for i, name := range columns {
		place[name] = i
	}
	rows := make([][]string, len(r.Rows))
	for n, row := range r.Rows {
		rows[n] = make([]string, len(columns))
		for _, f := range row {
			if i, shown := place[f.Name]; shown {
				rows[n][i] = f.Value
			}
		}
	}
	return rows
}
