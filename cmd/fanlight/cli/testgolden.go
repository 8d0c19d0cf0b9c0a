package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/text"
	"github.com/fanlight/fanlight/pkg/wholefile"
)

// compareGolden compares the rendered report with a file, or writes the file.
func (t *testCommand) compareGolden(r *testResult, d *fanlight.Document) error {
	golden := r.test.Golden
	if golden == nil {
		return nil
	}
	r.at = golden.Position
	path := besideReport(r.file, golden.Path)
	got, err := renderAs(filepath.Ext(path), d)
	if err != nil {
		return err
	}
	want, err := os.ReadFile(path)
	missing := errors.Is(err, fs.ErrNotExist)
	switch {
	case err != nil && !missing:
		return fmt.Errorf("read golden file: %w", err)
	case !missing && sameLines(string(want), string(got)):
	case t.update:
		return r.writeGolden(path, got)
	case missing:
		r.differ(difference{at: golden.Position, what: "golden " + path + " is not there: --update writes it"})
	default:
		r.differ(difference{at: golden.Position, what: "golden " + path + " differs: --update writes it", lines: diffLines(string(want), string(got))})
	}
	return nil
}

// renderAs returns a document in the form of a golden file.
func renderAs(ending string, d *fanlight.Document) ([]byte, error) {
	switch ending {
	case ".html":
		return []byte(render.HTML(d)), nil
	case ".json":
		return render.JSON(d)
	}
	return []byte(render.Text(d, render.TextOptions{})), nil
}

// sameLines compares without the line ends that Git gives files on Windows.
func sameLines(a, b string) bool { return strings.ReplaceAll(a, "\r\n", "\n") == b }

func (r *testResult) writeGolden(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("make the folder of a golden file: %w", err)
	}
	if err := wholefile.Write(path, content); err != nil {
		return fmt.Errorf("write golden file: %w", err)
	}
	r.wrote = append(r.wrote, fmt.Sprintf("%s (%s)", path, render.Bytes(float64(len(content)))))
	return nil
}

// writeReport writes what the report says into a folder, for people to look at. It does
// nothing if folder is empty.
func (r *testResult) writeReport(folder string, d *fanlight.Document) error {
	if folder == "" {
		return nil
	}
	for _, ending := range []string{".html", ".txt"} {
		content, err := renderAs(ending, d)
		if err == nil {
			err = wholefile.Write(filepath.Join(folder, fmt.Sprintf("%s-%d%s", r.report.Name, r.number, ending)), content)
		}
		if err != nil {
			return fmt.Errorf("write the report of a test: %w", err)
		}
	}
	return nil
}

// diffLines returns the lines that differ, those of each place after its number.
func diffLines(want, got string) (shown []string) {
	a := strings.Split(strings.ReplaceAll(want, "\r\n", "\n"), "\n")
	b := strings.Split(got, "\n")
	changes := diff(len(a), len(b), func(i, j int) bool { return a[i] == b[j] })
	i, j := 0, 0 // the lines up to which all is shown
	for n, c := range changes {
		if n == mostDifferent {
			return append(shown, "… "+count(len(changes)-n, "more line", "more lines"))
		}
		if n == 0 || max(c.want-i, c.got-j) > 0 {
			skipped := max(c.want-i, c.got-j)
			i, j = i+skipped, j+skipped
			shown = append(shown, fmt.Sprintf("@ line %d", i+1))
		}
		if c.want >= 0 {
			shown, i = append(shown, "- "+around(a[c.want], lineAt(b, j))), i+1
		} else {
			shown, j = append(shown, "+ "+around(b[c.got], lineAt(a, i-1))), j+1
		}
	}
	return shown
}

// lineAt returns a line, empty if there is none.
func lineAt(lines []string, i int) string {
	if i < 0 || i >= len(lines) {
		return ""
	}
	return lines[i]
}

// around returns a line from shortly before the first character in which it differs from
// another one.
func around(line, other string) string {
	const context, width = 30, 100
	runes, others := []rune(line), []rune(other)
	at := 0
	for at < min(len(runes), len(others)) && runes[at] == others[at] {
		at++
	}
	before := ""
	if at > context && len(runes) > width {
		runes, before = runes[at-context:], "…"
	}
	shown := string(runes)
	indent := shown[:len(shown)-len(strings.TrimLeft(shown, " "))] // Clean cuts it
	return before + indent + text.Limit(text.Clean(shown), width)
}
