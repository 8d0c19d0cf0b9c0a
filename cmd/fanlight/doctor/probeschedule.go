package doctor

import (
	"context"
	"errors"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"
	"github.com/aws/aws-sdk-go-v2/service/scheduler/types"
)

// probeSchedule is the name of the schedule that the probe makes. No report can have it.
const probeSchedule = "doctor_past"

// pastSchedule asks whether a schedule at() whose time is over can be made: then an old
// report does not block the next deployment. It takes target and role from the janitor's.
func (d *Doctor) pastSchedule(ctx context.Context) Check {
	const name = "past-schedule"
	sweeps, err := d.schedules.GetSchedule(ctx, &scheduler.GetScheduleInput{Name: aws.String(sweep), GroupName: &d.name})
	if err != nil {
		return d.unanswered(name, err)
	}
	at := d.now().UTC().AddDate(0, 0, -1).Format("at(2006-01-02T15:04:05)")
	_, err = d.schedules.CreateSchedule(context.WithoutCancel(ctx), &scheduler.CreateScheduleInput{
		Name: aws.String(probeSchedule), GroupName: &d.name, ScheduleExpression: &at, State: types.ScheduleStateDisabled,
		FlexibleTimeWindow: &types.FlexibleTimeWindow{Mode: types.FlexibleTimeWindowModeOff},
		Target:             &types.Target{Arn: sweeps.Target.Arn, RoleArn: sweeps.Target.RoleArn, Input: aws.String("{}")},
	})
	var invalid *types.ValidationException
	switch {
	case errors.As(err, &invalid):
		c := ok(name, "a schedule in the past is refused: %s", reason(err))
		c.Remedy = "take reports out of the deployment whose at() is over, before the next one"
		return c
	case err != nil:
		return d.unanswered(name, err)
	}
	if _, err := d.schedules.DeleteSchedule(context.WithoutCancel(ctx), &scheduler.DeleteScheduleInput{Name: aws.String(probeSchedule), GroupName: &d.name}); err != nil {
		return failed(name, strings.Join([]string{"aws scheduler delete-schedule --name", probeSchedule, "--group-name", d.name}, " "),
			"a schedule in the past is taken, but the one of this probe is left: %s", reason(err))
	}
	return ok(name, "a schedule in the past is taken, and starts nothing")
}
