package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/cmd/fanlight/preview"
	"github.com/fanlight/fanlight/pkg/wholefile"
)

// previewCommand shows a report as its destinations would show it.
type previewCommand struct {
	s      *System
	files  reportFiles
	logs   logsFlag
	stack  stackCommand
	at     string
	run    string
	folder string
	listen string
	sendTo string
	yes    bool
	path   string // of the report file, empty with --run
}

const previewLong = `Show a report as each of its destinations would show it: the web page and the mail on a
phone and on a desktop, light and dark, Slack, Telegram, Teams, Discord, text and data. The
page is served to this machine, and drawn again while the report file, its values and its
logs are edited. Nothing is sent without --send-to.`

func newPreview(s *System) *cobra.Command {
	p := &previewCommand{s: s, files: reportFiles{s: s}, logs: logsFlag{s: s}, stack: stackCommand{s: s}}
	cmd := &cobra.Command{
		Use:   "preview FILE --logs PATH",
		Short: "Show a report as each destination would show it, while you edit it",
		Long:  previewLong,
		Example: `  fanlight preview reports/bot-usage.yaml --logs logs/
  fanlight preview reports/bot-usage.yaml --logs logs/ --out preview/
  fanlight preview --run bot-usage@2026-01-02T12:30:00Z --stack fanlight-prod
  fanlight preview reports/bot-usage.yaml --logs logs/ --values prod.yaml --send-to "slack:#me"`,
		ValidArgsFunction: completeReports,
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := p.checkArguments(cmd, args); err != nil {
			return err
		}
		return p.show(cmd.Context())
	}
	p.files.addFlags(cmd)
	p.logs.addTo(cmd)
	flags := cmd.Flags()
	flags.StringVar(&p.at, "at", "", "`TIME` that the report is for (default: when it was last due)")
	flags.StringVar(&p.run, "run", "", "show what `RUN` of a stack has, instead of a report file")
	flags.StringVar(&p.folder, "out", "", "`FOLDER` to write the pages to, index.html first, instead of serving them")
	flags.StringVar(&p.listen, "listen", "127.0.0.1:4601", "loopback `ADDRESS` and port to serve at; port 0 takes a free one")
	flags.StringVar(&p.sendTo, "send-to", "", "send this edition to one place `KIND:TARGET|NAME` and show its answer: slack:#channel, telegram:CHAT, email:ADDRESS, or the name of a destination of the file")
	flags.BoolVarP(&p.yes, "yes", "y", false, "send without asking")
	flags.Bool("no-open", true, "")
	_ = flags.MarkHidden("no-open") // the flag is there; no browser is opened with it or without it
	addStackFlag(cmd, s, &p.stack.stack)
	addAccountFlags(cmd, &p.stack.account)
	return cmd
}

// checkArguments refuses flags that contradict each other, before anything is done.
func (p *previewCommand) checkArguments(cmd *cobra.Command, args []string) error {
	given := func(flag string) bool { return cmd.Flags().Changed(flag) }
	if p.run == "" {
		if err := p.checkLocal(given, args); err != nil {
			return err
		}
		p.path = args[0]
	} else if err := p.checkStored(given, args); err != nil {
		return err
	}
	switch {
	case p.folder != "" && given("listen"):
		return usageErrorf("--out writes the pages, --listen serves them: leave one out")
	case p.sendTo != "" && given("listen"):
		return usageErrorf("--send-to sends the report and ends, it serves nothing: leave --listen out")
	case p.yes && p.sendTo == "":
		return usageErrorf("--yes does nothing without --send-to: leave it out")
	case p.folder == "" && p.sendTo == "":
		return checkLoopback(p.listen, "127.0.0.1:4601", "the preview")
	case p.sendTo != "" && !p.yes && !p.s.Interactive:
		return usageErrorf("--send-to asks before it sends, and there is no terminal to ask on: --yes sends without a question")
	}
	return nil
}

func (p *previewCommand) checkLocal(given func(string) bool, args []string) error {
	if len(args) == 0 {
		return usageErrorf("the report file is missing; --run RUN shows what a run of a stack has")
	}
	if len(args) > 1 {
		return usageErrorf("unexpected argument %q: preview shows one report; a file or folder of logs needs a --logs of its own", args[1])
	}
	if isFolder(args[0]) {
		return usageErrorf("%s is a folder, and preview shows one report: name its file", args[0])
	}
	if args[0] == stdArgument {
		return usageErrorf("- can be read once, and the page is drawn again when the report changes: save it to a file")
	}
	for _, flag := range []string{"stack", "profile", "region", "endpoint-url"} {
		if given(flag) {
			return usageErrorf("--%s does nothing without --run: a report file runs over --logs on this machine", flag)
		}
	}
	if len(p.logs.values) > 0 && p.logs.hasStdin() && p.folder == "" && p.sendTo == "" {
		return usageErrorf("--logs - can be read once, and the page is drawn again when logs change: save them to a file, or write the pages with --out FOLDER")
	}
	return nil
}

// checkStored refuses what does nothing with --run.
func (p *previewCommand) checkStored(given func(string) bool, args []string) error {
	if len(args) > 0 {
		return usageErrorf("%s and --run: give a report file with --logs, or a run of a stack, which has its report", args[0])
	}
	for _, flag := range []string{"logs", "at", "values", "time-field", "time-format", "time"} {
		if given(flag) {
			return usageErrorf("--%s does nothing with --run, which shows what the run has stored: leave it out", flag)
		}
	}
	return nil
}

// show draws the edition, and sends, writes or serves it.
func (p *previewCommand) show(ctx context.Context) error {
	if err := prepareFolder(p.folder); err != nil {
		return err
	}
	watcher := preview.NewWatcher(p.watched()...)
	d, err := p.draw(ctx, p.s)
	if err != nil {
		return err
	}
	if p.folder != "" {
		if err := p.write(d.edition()); err != nil {
			return err
		}
	}
	if p.sendTo != "" {
		return p.send(ctx, d)
	}
	if p.folder == "" {
		return p.serve(ctx, d, watcher)
	}
	return nil
}

func (p *previewCommand) write(e preview.Edition) error {
	files := e.Files()
	names := preview.FileNames(files)
	for _, name := range names {
		if err := wholefile.Write(filepath.Join(p.folder, name), []byte(files[name])); err != nil {
			return fmt.Errorf("write the preview: %w", err)
		}
	}
	fmt.Fprintf(p.s.Err, "wrote %s (%s) and %s\n", filepath.Join(p.folder, names[0]), viewNames(e.Views), count(len(names)-1, "page", "pages"))
	return nil
}

// viewNames lists the views.
func viewNames(views []preview.View) string {
	var all []string
	for _, v := range views {
		all = append(all, v.Name)
	}
	return strings.Join(all, ", ")
}

// watched returns the files whose change draws the page again.
func (p *previewCommand) watched() []string {
	if p.path == "" {
		return nil
	}
	paths := []string{p.path}
	if p.files.values != "" {
		paths = append(paths, p.files.values)
	}
	for _, l := range p.logs.given() {
		paths = append(paths, l.path)
	}
	return slices.DeleteFunc(paths, func(path string) bool { return path == stdArgument })
}
