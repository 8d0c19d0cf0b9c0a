package doctor

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"github.com/fanlight/fanlight/pkg/stack"
	"github.com/fanlight/fanlight/pkg/text"
)

// dryRun asks Lambda whether the function is there and the user may invoke it. It does not
// invoke it (API_Invoke, InvocationType).
func (d *Doctor) dryRun(ctx context.Context, f stack.Function) error {
	name := f.In(d.name)
	_, err := d.functions.Invoke(ctx, &lambda.InvokeInput{FunctionName: &name, InvocationType: types.InvocationTypeDryRun})
	return err
}

func isMissing(err error) bool {
	var gone *types.ResourceNotFoundException
	return errors.As(err, &gone)
}

// hasFunction reports whether one of the functions may be there.
func (d *Doctor) hasFunction(ctx context.Context) bool {
	for _, f := range stack.Functions {
		if !isMissing(d.dryRun(ctx, f)) {
			return true
		}
	}
	return false
}

// maxVersion is how many characters of a version are shown.
const maxVersion = 40

// checkFunctions checks that the functions are there.
func (d *Doctor) checkFunctions(ctx context.Context) []Check {
	var problems []Check
	for _, f := range stack.Functions {
		switch err := d.dryRun(ctx, f); {
		case isMissing(err):
			problems = append(problems, failed("functions", "deploy", "there is no function %s", f.In(d.name)))
		case err != nil:
			problems = append(problems, d.unanswered("functions", err))
		}
	}
	version := ""
	if program := d.askReporter(ctx).checked.Program; program != "" {
		version = ", version " + text.Limit(text.Clean(strings.TrimPrefix(program, "v")), maxVersion)
	}
	return or(problems, ok("functions", "%d of %[1]d answer%s", len(stack.Functions), version))
}

// checkSettings compares the functions' settings with those of the deployment.
func (d *Doctor) checkSettings(ctx context.Context) []Check {
	var problems []Check
	for _, f := range stack.Functions {
		name := f.In(d.name)
		out, err := d.functions.GetFunctionConfiguration(ctx, &lambda.GetFunctionConfigurationInput{FunctionName: &name})
		switch {
		case isMissing(err): // checkFunctions says so
		case err != nil:
			return []Check{d.unanswered("settings", err)}
		default:
			d.configured[f] = out
			problems = append(problems, d.checkConfiguration(ctx, f, out)...)
		}
	}
	return or(problems, ok("settings", "as deployed; %s", d.code()))
}

// code returns the hashes of the functions' code, each once, as the packages have them.
func (d *Doctor) code() string {
	var all []string
	for _, f := range stack.Functions {
		if out := d.configured[f]; out != nil {
			all = append(all, fmt.Sprintf("%s %.8s", f, aws.ToString(out.CodeSha256)))
		}
	}
	return "code " + strings.Join(all, ", ")
}

func (d *Doctor) checkConfiguration(ctx context.Context, f stack.Function, c *lambda.GetFunctionConfigurationOutput) (problems []Check) {
	add := func(remedy, format string, args ...any) {
		problems = append(problems, failed("settings", remedy, "the "+string(f)+" "+format, args...))
	}
	if c.State == types.StateFailed || c.LastUpdateStatus == types.LastUpdateStatusFailed {
		add("deploy again", "cannot run: %s%s", aws.ToString(c.StateReason), aws.ToString(c.LastUpdateStatusReason))
	}
	if got := time.Duration(aws.ToInt32(c.Timeout)) * time.Second; got != f.Timeout() {
		add("deploy again", "is ended after %s, not after %s", got, f.Timeout())
	}
	variables := map[string]string{}
	if c.Environment != nil {
		variables = c.Environment.Variables
	}
	for name, want := range d.environment() {
		if got := variables[name]; got != want && !strings.HasSuffix(got, "/"+want) {
			add("deploy again", "has %s=%q, not %s", name, got, want)
		}
	}
	if d.isStopped(ctx, f) {
		add("aws lambda delete-function-concurrency --function-name "+f.In(d.name), "is stopped: its reserved concurrency is 0")
	}
	return problems
}

// environment has the ends of the variables that all functions share.
func (d *Doctor) environment() map[string]string {
	return map[string]string{
		"FANLIGHT_TABLE": d.name, "FANLIGHT_QUERY_QUEUE": stack.Queries.In(d.name), "FANLIGHT_REPORT_QUEUE": stack.Reports.In(d.name),
	}
}

// isStopped reports whether the function may never run. Where that is not answered, it is
// not known to be stopped.
func (d *Doctor) isStopped(ctx context.Context, f stack.Function) bool {
	name := f.In(d.name)
	out, err := d.functions.GetFunctionConcurrency(ctx, &lambda.GetFunctionConcurrencyInput{FunctionName: &name})
	return err == nil && out.ReservedConcurrentExecutions != nil && *out.ReservedConcurrentExecutions == 0
}

// checkMappings checks that the queues feed their functions.
func (d *Doctor) checkMappings(ctx context.Context) []Check {
	if d.table == nil {
		return []Check{skipped("event source", "without the table the account is not known")}
	}
	var problems []Check
	for _, q := range stack.Queues {
		problems = append(problems, d.checkMapping(ctx, q)...)
	}
	return or(problems, ok("event source", "%d of %[1]d queues feed their functions", len(stack.Queues)))
}

func (d *Doctor) checkMapping(ctx context.Context, q stack.Queue) []Check {
	arn := d.arnOf("sqs", q.In(d.name))
	out, err := d.functions.ListEventSourceMappings(ctx, &lambda.ListEventSourceMappingsInput{EventSourceArn: &arn})
	if err != nil {
		return []Check{d.unanswered("event source", err)}
	}
	for _, m := range out.EventSourceMappings {
		if aws.ToString(m.EventSourceArn) != arn || !strings.HasSuffix(aws.ToString(m.FunctionArn), ":"+q.Function().In(d.name)) {
			continue
		}
		if state := aws.ToString(m.State); state != "Enabled" && state != "Enabling" && state != "Updating" {
			return []Check{failed("event source", "aws lambda update-event-source-mapping --enabled --uuid "+aws.ToString(m.UUID),
				"%s does not feed the %s: it is %s", q.In(d.name), q.Function(), strings.ToLower(state))}
		}
		return nil
	}
	return []Check{failed("event source", "deploy again", "%s does not feed the %s", q.In(d.name), q.Function())}
}
