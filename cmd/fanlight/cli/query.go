package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// queryCommand runs one query: on the engine of this machine, without a pipeline, or
// on AWS.
type queryCommand struct {
	s       *System
	text    queryText
	logs    logsFlag
	reports fileReports
	tables  []string
	span    spanFlags
	limit   int
	view    resultView
	check   bool
	explain bool
	aws     bool
	memory  string
	account Account
	groups  []string
	yes     bool
}

func newQuery(s *System) *cobra.Command {
	q := &queryCommand{s: s, view: resultView{s: s}, logs: logsFlag{s: s}}
	q.logs.report = q.reports.keep
	cmd := &cobra.Command{
		Use:   "query QUERY --logs PATH",
		Short: "Run a Logs Insights query over log files, or on AWS; check and explain queries",
		Long: "Run a Logs Insights query over log files, or with --aws on the account. QUERY is the\n" +
			"query, or - to read it from standard input; --file reads it from a file.\n" +
			"With --check, QUERY may also be a file with one query a line (# begins a comment).",
		Example: `  fanlight query 'filter (is_group=1) | stats count(*) as calls' --logs logs/
  fanlight query --file errors.cwli --logs app.log.gz --since 2h -o csv
  fanlight query --aws --group /aws/lambda/bot 'fields @timestamp, @message | limit 20'
  fanlight query --check queries.txt`,
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return q.run(cmd.Context(), cmd, args) }
	cmd.Args = q.arguments(cmd)
	q.addFlags(cmd)
	return cmd
}

func (q *queryCommand) addFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.SortFlags = false
	q.logs.addTo(cmd)
	q.text.addTo(cmd)
	q.span.addTo(cmd)
	flags.IntVar(&q.limit, "limit", 0, "largest `NUMBER` of rows (default 10000, or the query's own limit)")
	flags.StringArrayVar(&q.tables, "table", nil, "CSV file of a lookup table, as `NAME=FILE` (may be repeated)")
	flags.StringVar(&q.memory, "memory", "", fmt.Sprintf("`SIZE` that rows and groups may take, such as 500MB (default %dMB)", cwli.DefaultMemory/1_000_000))
	flags.BoolVar(&q.explain, "explain", false, "show how the query runs, without running it; the files of --logs are read once, to say what they are taken for")
	flags.BoolVar(&q.check, "check", false, "judge queries without running them, and fail if one is wrong")
	flags.BoolVar(&q.aws, "aws", false, "run the query on AWS, which bills the bytes that it scans")
	flags.StringArrayVar(&q.groups, "group", nil, "log `GROUP` on AWS, a name or an ARN (may be repeated)")
	flags.BoolVarP(&q.yes, "yes", "y", false, "do not estimate the scan on AWS, and ask nothing")
	addAccountFlags(cmd, &q.account)
	q.view.addTo(cmd)
}

// arguments checks that there is one query. --check takes several files.
func (q *queryCommand) arguments(cmd *cobra.Command) cobra.PositionalArgs {
	one := oneArgument(cmd, "the query")
	return func(c *cobra.Command, args []string) error {
		switch {
		case q.text.file != "" && len(args) > 0:
			return usageErrorf("the query is given twice: by --file and as %q", args[0])
		case q.text.file != "", q.check && len(args) > 0:
			return nil
		case len(args) == 0:
			return usageErrorf("the query is missing: write it as an argument, name its file by --file, or write - to read it from standard input")
		}
		return one(c, args)
	}
}

// The flags that have a meaning with --check and with --explain.
var (
	checkFlags   = []string{"check", "file", "output"}
	explainFlags = append([]string{"explain", "file", "output", "param", "logs", "wide", "no-pager"}, timeFlags...)
	localFlags   = append([]string{"logs", "table", "memory"}, timeFlags...)
	awsFlags     = []string{"group", "yes", "profile", "region", "endpoint-url"}
)

func (q *queryCommand) run(ctx context.Context, cmd *cobra.Command, args []string) error {
	if err := q.checkFlags(cmd); err != nil {
		return err
	}
	if q.check {
		return q.runCheck(args)
	}
	if q.text.fromStdin(args) && q.logs.hasStdin() {
		return usageErrorf("the query and --logs - would both read standard input: give the query as an argument or by --file")
	}
	text, err := q.text.read(q.s, args)
	if err != nil {
		return q.mistake(err, text, args)
	}
	if q.aws {
		return q.runAWS(ctx, text)
	}
	compiled, err := cwli.Compile(text)
	if err != nil {
		return q.mistake(err, text, args)
	}
	q.printNotes(text)
	if q.explain {
		return q.runExplain(ctx, compiled, text)
	}
	return q.runLocal(ctx, compiled, text)
}

// checkFlags refuses flags that would do nothing.
func (q *queryCommand) checkFlags(cmd *cobra.Command) error {
	allowed := func(names []string) func(string) bool {
		return func(name string) bool { return slices.Contains(names, name) }
	}
	switch {
	case q.check:
		return refuseFlags(cmd, "--check", allowed(checkFlags))
	case q.explain:
		return refuseFlags(cmd, "--explain", allowed(explainFlags))
	case q.aws:
		return refuseFlags(cmd, "--aws", func(name string) bool { return !slices.Contains(localFlags, name) })
	}
	for _, name := range awsFlags {
		if cmd.Flags().Changed(name) {
			return usageErrorf("--%s is for a query on AWS: add --aws", name)
		}
	}
	return checkLimit(cmd, q.limit)
}

// checkLimit refuses a --limit that no query can have.
func checkLimit(cmd *cobra.Command, limit int) error {
	if cmd.Flags().Changed("limit") && (limit < 1 || limit > syntax.MaxLimit) {
		return usageErrorf("invalid --limit %d: want 1 to %d", limit, syntax.MaxLimit)
	}
	return nil
}

// refuseFlags refuses the flags of the command line that do nothing with a mode.
func refuseFlags(cmd *cobra.Command, mode string, allowed func(name string) bool) (err error) {
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if err == nil && !allowed(f.Name) {
			err = usageErrorf("--%s does nothing with %s: leave it out", f.Name, mode)
		}
	})
	if err != nil {
		return err
	}
	limit, _ := cmd.Flags().GetInt("limit") // the command has it
	return checkLimit(cmd, limit)
}
