package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/stack"
	"github.com/fanlight/fanlight/pkg/text"
)

// logsCommand shows what the functions wrote about one run.
type logsCommand struct {
	stackCommand
	noPager bool
}

// mostLines is how many lines Logs Insights gives of a query without statistics
// (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Limit.html).
const mostLines = 10_000

func newLogs(s *System) *cobra.Command {
	c := &logsCommand{stackCommand: stackCommand{s: s}}
	cmd := &cobra.Command{
		Use:   "logs RUN",
		Short: "Show the lines of the four functions about one run",
		Example: `  fanlight logs bot-usage
  fanlight logs bot-usage@-1 -o ndjson`,
		Args:              arguments(1, 1, "the run"),
		RunE:              func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args[0]) },
		ValidArgsFunction: c.completeRun,
	}
	c.addStack(cmd)
	c.format = formatFlag{"text", "json", "ndjson"}.add(cmd)
	addPagerFlag(cmd, &c.noPager)
	return cmd
}

func (c *logsCommand) run(ctx context.Context, name string) error {
	run, err := c.findRun(ctx, name)
	if err != nil {
		return err
	}
	lines, err := c.lines(ctx, run)
	if err != nil {
		return c.explain("read the logs of "+string(run.ID), err)
	}
	if err := c.write(run.ID, lines); err != nil {
		return fmt.Errorf("write the lines: %w", err)
	}
	switch {
	case len(lines) == 0:
		fmt.Fprintf(c.s.Err, "no line names %s: Logs Insights finds lines some seconds after they were written, and until their retention ends\n", run.ID)
	case len(lines) == mostLines:
		fmt.Fprintf(c.s.Err, "only the first %s are shown\n", count(mostLines, "line", "lines"))
	}
	return nil
}

// logsView is the JSON form of the functions' lines.
type logsView struct {
	Version int               `json:"version"`
	Run     fanlight.RunID    `json:"run"`
	Lines   []json.RawMessage `json:"lines"` // as the functions wrote them
}

func (c *logsCommand) write(run fanlight.RunID, lines []string) error {
	if *c.format == "json" {
		view := logsView{1, run, make([]json.RawMessage, len(lines))}
		for i, line := range lines {
			view.Lines[i] = json.RawMessage(logObject(line))
		}
		return writeJSON(c.s.Out, view)
	}
	format := formatLogLine
	if *c.format == "ndjson" {
		format = func(line string) string { return text.EscapeJSON(logObject(line)) }
	}
	var b strings.Builder
	for _, line := range lines {
		fmt.Fprintln(&b, format(line))
	}
	return c.s.print(b.String(), c.noPager || *c.format != "text")
}

// logObject returns a line as it was written if that is a JSON object, else an object with
// the line as its message: a crash, or what Lambda itself wrote.
func logObject(line string) string {
	line = strings.TrimSpace(line)
	if strings.HasPrefix(line, "{") && json.Valid([]byte(line)) && !strings.Contains(line, "\n") {
		return line
	}
	encoded, _ := json.Marshal(map[string]string{"message": line}) // a text is always encoded
	return string(encoded)
}

// lines asks Logs Insights for the lines that name a run, in order of time.
func (c *logsCommand) lines(ctx context.Context, run fanlight.Run) ([]string, error) {
	q := fanlight.Query{MaxRows: mostLines, Text: fmt.Sprintf("fields @message | filter @message like %q | sort @timestamp asc", string(run.ID))}
	for _, f := range stack.Functions {
		q.LogGroups = append(q.LogGroups, "/aws/lambda/"+f.In(c.stack))
	}
	ask := insightsQuery{
		s: c.s, cfg: c.cfg, client: insights.New(cloudwatchlogs.NewFromConfig(c.cfg), byHand), line: newProgressLine(c.s), place: c.place(),
		query: q, window: fanlight.Window{Start: run.Created.Add(-time.Minute), End: c.s.Now().Add(time.Minute)},
	}
	page, err := ask.run(ctx)
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, row := range page.Rows {
		if line, ok := row.Get("@message"); ok {
			lines = append(lines, line)
		}
	}
	return lines, nil
}

// logFields are the fields of a record that have a place of their own.
type logFields struct {
	Time    time.Time `json:"timestamp"`
	Level   string    `json:"level"`
	Message string    `json:"message"`
	Actor   string    `json:"actor"`
}

// formatLogLine returns a record of a function as time, actor, level unless it is INFO,
// message and the other fields. Any other line stays as it is.
func formatLogLine(line string) string {
	var r logFields
	if err := json.Unmarshal([]byte(line), &r); err != nil || r.Time.IsZero() {
		return text.Clean(strings.TrimRight(line, "\n"))
	}
	words := []string{r.Time.UTC().Format("15:04:05.000Z"), fmt.Sprintf("%-10s", r.Actor)}
	if r.Level != "" && r.Level != "INFO" {
		words = append(words, r.Level)
	}
	words = append(words, text.Clean(r.Message))
	return strings.Join(append(words, otherFields(line)...), "  ")
}

// otherFields returns the rest of a record in its order, but for what says where it was
// written.
func otherFields(line string) (all []string) {
	own := []string{"timestamp", "level", "message", "actor", "run", "requestId"}
	d := json.NewDecoder(strings.NewReader(line))
	d.UseNumber()
	if _, err := d.Token(); err != nil {
		return nil
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return all
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return all
		}
		if word, ok := name.(string); ok && !slices.Contains(own, word) && string(value) != `""` {
			all = append(all, text.Clean(word+"="+shortest(value)))
		}
	}
	return all
}

// shortest returns a JSON value without its quotes, if it is one word.
func shortest(value json.RawMessage) string {
	var s string
	if json.Unmarshal(value, &s) == nil && s != "" && !strings.ContainsAny(s, " \t\n\"=") {
		return s
	}
	return string(value)
}
