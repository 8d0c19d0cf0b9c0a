package doctor

import (
	"context"
	"errors"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"
	"github.com/aws/aws-sdk-go-v2/service/scheduler/types"

	"github.com/fanlight/fanlight/pkg/stack"
)

// sweep is the name of the janitor's schedule. No report can have it.
const sweep = "janitor_sweep"

// checkSchedules compares the schedules with the deployed reports. A report that is paused
// has none that could be due.
func (d *Doctor) checkSchedules(ctx context.Context) []Check {
	problems := d.checkSchedule(ctx, sweep, stack.Janitor, "", "")
	if len(problems) > 0 && problems[0].State == Skipped {
		return problems // so would all others be
	}
	scheduled := 1
	for _, r := range d.deployed {
		if r.Schedule == nil {
			continue
		}
		scheduled++
		problems = append(problems, d.checkSchedule(ctx, r.Name, stack.Dispatcher, r.Schedule.Expression, r.Schedule.Timezone)...)
	}
	problems = append(problems, d.checkDispatchDead(ctx)...)
	return or(problems, ok("schedule", "%d of %[1]d are as deployed, the janitor's with them", scheduled))
}

// checkSchedule compares a schedule with what the deployment makes. Without an expression
// any will do.
func (d *Doctor) checkSchedule(ctx context.Context, name string, target stack.Function, expression, zone string) []Check {
	out, err := d.schedules.GetSchedule(ctx, &scheduler.GetScheduleInput{Name: &name, GroupName: &d.name})
	var gone *types.ResourceNotFoundException
	switch {
	case errors.As(err, &gone):
		return []Check{failed("schedule", "deploy", "%s: there is none, so nothing is due", name)}
	case err != nil:
		return []Check{d.unanswered("schedule", err)}
	case out.State == types.ScheduleStateDisabled:
		return []Check{failed("schedule", "deploy", "%s: disabled, not `paused` in its file", name)}
	case expression != "" && (aws.ToString(out.ScheduleExpression) != expression || aws.ToString(out.ScheduleExpressionTimezone) != zone):
		return []Check{failed("schedule", "deploy", "%s: due at %s %s, not at %s %s", name,
			aws.ToString(out.ScheduleExpression), aws.ToString(out.ScheduleExpressionTimezone), expression, zone)}
	case out.Target == nil || !strings.HasSuffix(aws.ToString(out.Target.Arn), ":"+target.In(d.name)):
		return []Check{failed("schedule", "deploy", "%s: does not start the %s", name, target)}
	}
	return nil
}

// dispatchDead takes the events that reached no dispatcher.
const dispatchDead stack.Queue = "dispatch-dead"

func (d *Doctor) checkDispatchDead(ctx context.Context) []Check {
	checks := d.checkDeadLetters(ctx, dispatchDead)
	for i := range checks {
		checks[i].Name = "schedule"
	}
	return checks
}
