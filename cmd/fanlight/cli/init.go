package cli

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/cmd/fanlight/starter"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
	"github.com/fanlight/fanlight/pkg/suggest"
)

// initCommand writes the files that a report begins with.
type initCommand struct {
	s                        *System
	folder                   string
	kind, name, group, alias string
	schema                   bool
}

func newInit(s *System) *cobra.Command {
	i := &initCommand{s: s, folder: "."}
	cmd := &cobra.Command{
		Use:   "init [FOLDER]",
		Short: "Write a report file to begin with, a sample of its logs, and a test",
		Long: "Write a report file to begin with, a sample of its logs, and a test. On a terminal it asks\n" +
			"for what no flag gives. It never writes over a file. The kinds of report:\n\n" + kindLines("  "),
		Example: "  fanlight init\n  fanlight init reports/ --kind lambda-errors --name bot-errors --group /aws/lambda/bot",
		Args:    arguments(0, 1, ""),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				i.folder = args[0]
			}
			return i.run(cmd.Context())
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
	}
	cmd.Flags().StringVar(&i.kind, "kind", "", "`KIND` of report: "+strings.Join(kindNames(), ", "))
	cmd.Flags().StringVar(&i.name, "name", "", "`NAME` of the report, and of its files")
	cmd.Flags().StringVar(&i.group, "group", "", "log `GROUP` that the report reads")
	cmd.Flags().StringVar(&i.alias, "log-group", "", "")
	cmd.Flags().BoolVar(&i.schema, "schema", false, "write "+schemaFile+" too, and name it in the report file: editors complete and check the file with it")
	_ = cmd.Flags().MarkHidden("log-group") // the flag is there
	_ = cmd.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions(kindNames(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (i *initCommand) run(ctx context.Context) error {
	if i.group == "" {
		i.group = i.alias
	}
	if err := i.checkGiven(); err != nil {
		return err
	}
	if i.kind == "" || i.name == "" || i.group == "" {
		if !i.s.Interactive {
			return i.missing()
		}
		if err := i.askRest(ctx); err != nil {
			return err
		}
	}
	kind, _ := starter.Find(i.kind)
	files, err := kind.Files(i.name, i.group)
	if err != nil {
		return err
	}
	return i.write(files)
}

// checkGiven refuses what the flags give before anything is asked.
func (i *initCommand) checkGiven() error {
	for _, given := range []struct {
		flag, value string
		check       func(string) string
	}{{"--kind", i.kind, wantedKind}, {"--name", i.name, wantedName}, {"--group", i.group, wantedGroup}} {
		if given.value == "" {
			continue
		}
		if want := given.check(given.value); want != "" {
			return invalid(given.flag, given.value, want)
		}
	}
	info, err := os.Stat(i.folder)
	if _, kind := starter.Find(i.folder); kind && err != nil {
		return usageErrorf("%s is a kind of report, and there is no such folder: give it as --kind %s, or the folder as ./%s", i.folder, i.folder, i.folder)
	}
	if err == nil && !info.IsDir() {
		return usageErrorf("%s is a file: init writes into a folder; --name gives the report file its name", i.folder)
	}
	return nil
}

// wantedKind says what a kind has to be, nothing if the value is one.
func wantedKind(value string) string {
	if _, known := starter.Find(value); known {
		return ""
	}
	want := "one of " + strings.Join(kindNames(), ", ")
	if near := suggest.Nearest(value, kindNames()); near != "" {
		want += " (did you mean " + near + "?)"
	}
	return want
}

func wantedName(value string) string {
	if report.ValidName(value) {
		return ""
	}
	return "a small letter, then up to 39 of a-z, 0-9 and -, such as bot-errors"
}

func wantedGroup(value string) string {
	if source.ValidLogGroup(value) {
		return ""
	}
	return "a name of letters, digits and . - _ / #, such as /aws/lambda/bot, or an ARN without :* at its end"
}

// missing names the flags that have to be given where nobody can be asked, with a command
// that has them all.
func (i *initCommand) missing() error {
	var flags []string
	kind, known := starter.Find(i.kind)
	if !known {
		flags, kind = append(flags, "--kind"), starter.Kinds[0]
	}
	if i.name == "" {
		flags = append(flags, "--name")
	}
	if i.group == "" {
		flags = append(flags, "--group")
	}
	command := "fanlight init"
	if i.folder != "." {
		command += " " + shellWord(i.folder)
	}
	command += fmt.Sprintf(" --kind %s --name %s --group %s", kind.Name, or(i.name, kind.Name), shellWord(or(i.group, kind.Group)))
	return usageErrorf("%s %s missing, and there is no terminal to ask on: give all three, as in\n  %s", list(flags), plural(len(flags), "is", "are"), command)
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// list joins words with commas, the last one with and.
func list(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
