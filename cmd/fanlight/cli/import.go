package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/report/importer"
	"github.com/fanlight/fanlight/pkg/report/source"
	"github.com/fanlight/fanlight/pkg/text"
	"github.com/fanlight/fanlight/pkg/wholefile"
)

// importCommand writes report files from what the AWS CLI prints.
type importCommand struct {
	s      *System
	folder string
	groups []string
	yes    bool
	format *string
}

func newImport(s *System) *cobra.Command {
	i := &importCommand{s: s}
	cmd := &cobra.Command{
		Use:   "import FILE…",
		Short: "Write report files from saved queries, dashboards and scheduled queries of CloudWatch",
		Long: "Write report files from what the AWS CLI prints, as JSON, of saved queries, of the log widgets\n" +
			"of dashboards, and of scheduled queries. FILE is a file, a folder of them, or - for standard\n" +
			"input. What is not carried over is said on stderr, each thing on a line of its own.",
		Example: `  aws logs describe-query-definitions | fanlight import - --out reports/
  aws cloudwatch get-dashboard --dashboard-name ops | fanlight import - --out reports/
  aws logs get-scheduled-query --identifier hourly-errors | fanlight import - --out -`,
		Args: arguments(1, -1, "the file to import, or - for standard input,"),
		RunE: func(cmd *cobra.Command, args []string) error { return i.run(cmd.Context(), args) },
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&i.folder, "out", ".", "`FOLDER` to write the report files to, or - to write the only one to stdout")
	flags.StringArrayVar(&i.groups, "group", nil, "log `GROUP` of queries that name none, a name or an ARN (may be repeated)")
	flags.BoolVarP(&i.yes, "yes", "y", false, "write over files that are there, without asking")
	i.format = formatFlag{"text", "json"}.add(cmd)
	return cmd
}

func (i *importCommand) run(ctx context.Context, args []string) error {
	for _, group := range i.groups {
		if !source.ValidLogGroup(strings.TrimSuffix(group, ":*")) {
			return invalid("--group", group, wantedGroup(group))
		}
	}
	documents, err := i.documents(args)
	if err != nil {
		return err
	}
	result, err := importer.Import(documents, importer.Options{Groups: i.groups, Now: i.s.Now()})
	if err != nil {
		return err
	}
	if err := i.write(ctx, result.Reports); err != nil {
		return err
	}
	if err := i.printLosses(result); err != nil {
		return err
	}
	if len(result.Reports) == 0 {
		return errors.New("no query was imported")
	}
	return nil
}

// documents reads the files, and those of folders whose names end in .json.
func (i *importCommand) documents(args []string) (all []importer.Document, err error) {
	for _, arg := range args {
		paths := []string{arg}
		if isFolder(arg) {
			if paths, err = jsonBelow(arg); err != nil {
				return nil, err
			}
		}
		for _, path := range paths {
			data, err := i.read(path)
			if err != nil {
				return nil, err
			}
			all = append(all, importer.Document{Name: path, Data: data})
		}
	}
	return all, nil
}

func (i *importCommand) read(path string) (data []byte, err error) {
	if path == stdArgument {
		data, err = io.ReadAll(i.s.In)
	} else {
		data, err = os.ReadFile(path)
	}
	if err != nil {
		return nil, fmt.Errorf("read what to import: %w", err)
	}
	return data, nil
}

// jsonBelow returns the JSON files in a folder and below it, in order.
func jsonBelow(folder string) (paths []string, err error) {
	err = filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && strings.EqualFold(filepath.Ext(path), ".json") {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the folder of what to import: %w", err)
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("no file to import is in %s or below it: want files whose names end in .json", folder)
	}
	return paths, nil
}

// write writes the report files. It asks before it writes over others.
func (i *importCommand) write(ctx context.Context, reports []importer.Report) error {
	if i.folder == stdArgument && *i.format == "json" {
		return usageErrorf("-o json and --out - would both be written to stdout: leave one out")
	}
	if i.folder == stdArgument {
		return i.writeOne(reports)
	}
	var there, wrote []string
	for _, r := range reports {
		if path := i.path(r); exists(path) {
			there = append(there, path)
		}
	}
	if len(there) > 0 && !i.yes {
		if err := i.s.ask(ctx, "Write over "+list(there), "-y writes over "+plural(len(there), "it", "them")); err != nil {
			return err
		}
	}
	for _, r := range reports {
		if err := i.writeFile(r); err != nil {
			return err
		}
		wrote = append(wrote, fmt.Sprintf("%s (%s)", i.path(r), count(r.Queries, "query", "queries")))
	}
	if len(wrote) == 0 || *i.format == "json" {
		return nil
	}
	_, err := fmt.Fprintf(i.s.Out, "wrote %s\n", strings.Join(wrote, ", "))
	return err
}

func (i *importCommand) path(r importer.Report) string {
	return filepath.Join(i.folder, r.Name+".yaml")
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func (i *importCommand) writeFile(r importer.Report) error {
	if err := os.MkdirAll(i.folder, 0o755); err != nil {
		return fmt.Errorf("make the folder of --out: %w", err)
	}
	if err := wholefile.Write(i.path(r), r.Content); err != nil {
		return fmt.Errorf("write report %s: %w", r.Name, err)
	}
	return nil
}

// writeOne writes the only report to stdout.
func (i *importCommand) writeOne(reports []importer.Report) error {
	if len(reports) > 1 {
		return usageErrorf("%s cannot stand on stdout: name a folder for them by --out", count(len(reports), "report", "reports"))
	}
	for _, r := range reports {
		if _, err := i.s.Out.Write(r.Content); err != nil {
			return fmt.Errorf("write report %s: %w", r.Name, err)
		}
	}
	return nil
}

// printLosses says on stderr what was not carried over, or on stdout with -o json. A text of
// an export may have any character.
func (i *importCommand) printLosses(r importer.Result) error {
	if *i.format == "json" {
		return writeJSON(i.s.Out, i.report(r))
	}
	say := func(title string, losses []importer.Loss) {
		if len(losses) > 0 {
			fmt.Fprintln(i.s.Err, title)
		}
		for _, l := range losses {
			fmt.Fprintf(i.s.Err, "  %s\n", text.Clean(l.String()))
		}
	}
	say(fmt.Sprintf("not carried over, %d of %d:", len(r.Lost), r.Found), r.Lost)
	say("carried over in another form, or in part:", r.Changed)
	return nil
}

// imported is the JSON form of an import.
type imported struct {
	Version int            `json:"version"`
	Found   int            `json:"found"` // queries
	Reports []importedFile `json:"reports"`
	Lost    []importedLoss `json:"lost"`
	Changed []importedLoss `json:"changed"`
}

type importedFile struct {
	Report  string `json:"report"`
	Path    string `json:"path"`
	Queries int    `json:"queries"`
}

type importedLoss struct {
	What string `json:"what"`
	Why  string `json:"why"`
}

func (i *importCommand) report(r importer.Result) imported {
	losses := func(all []importer.Loss) []importedLoss {
		list := []importedLoss{}
		for _, l := range all {
			list = append(list, importedLoss(l))
		}
		return list
	}
	out := imported{Version: 1, Found: r.Found, Reports: []importedFile{}, Lost: losses(r.Lost), Changed: losses(r.Changed)}
	for _, one := range r.Reports {
		out.Reports = append(out.Reports, importedFile{one.Name, i.path(one), one.Queries})
	}
	return out
}
