package logs_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// metricFilter is a metric filter of group /bot that is in order.
func metricFilter(name string) *sdk.PutMetricFilterInput {
	return &sdk.PutMetricFilterInput{
		LogGroupName: aws.String("/bot"), FilterName: &name, FilterPattern: aws.String(`{ $.level = "ERROR" }`),
		MetricTransformations: []types.MetricTransformation{{MetricName: aws.String("errors-" + name), MetricNamespace: aws.String("a.b:c"), MetricValue: aws.String("1")}},
	}
}

func (a *account) metricFilters(in sdk.DescribeMetricFiltersInput) (names string) {
	a.t.Helper()
	out, err := a.DescribeMetricFilters(a.t.Context(), &in)
	if err != nil {
		a.t.Fatal(err)
	}
	for _, f := range out.MetricFilters {
		names += *f.LogGroupName + ":" + *f.FilterName + " "
	}
	return names
}

// Sources: API_PutMetricFilter, API_DescribeMetricFilters, API_DeleteMetricFilter, and
// cloudwatch_concepts.html#Namespace for the colon in a namespace.
func TestCore_PutMetricFilter(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "1")
	a.put("/web", "1")
	for _, name := range []string{"f1", "f2", "g"} {
		if _, err := a.PutMetricFilter(t.Context(), metricFilter(name)); err != nil {
			t.Fatal(err)
		}
		a.wantIgnored("the metric filter (no metric is published)")
	}
	in := metricFilter("f1")
	in.LogGroupName, in.FilterPattern = aws.String("/web"), aws.String("[ip, user]") // the stand-in cannot read it, and need not
	if _, err := a.PutMetricFilter(t.Context(), in); err != nil {
		t.Error(err)
	}
	for want, in := range map[string]sdk.DescribeMetricFiltersInput{
		"/bot:f1 /bot:f2 /bot:g /web:f1 ": {FilterNamePrefix: aws.String("f")}, // a prefix without a group does not count
		"/bot:f1 /bot:f2 ":                {LogGroupName: aws.String("/bot"), FilterNamePrefix: aws.String("f")},
		"/bot:g ":                         {MetricName: aws.String("errors-g"), MetricNamespace: aws.String("a.b:c")},
		"":                                {MetricName: aws.String("errors-g"), MetricNamespace: aws.String("a")},
	} {
		if got := a.metricFilters(in); got != want {
			t.Errorf("described %q, want %q", got, want)
		}
	}
	groups, err := a.DescribeLogGroups(t.Context(), &sdk.DescribeLogGroupsInput{})
	if err != nil || *groups.LogGroups[0].MetricFilterCount != 3 {
		t.Errorf("groups %+v, %v", groups, err)
	}
	for range 2 {
		_, err = a.DeleteMetricFilter(t.Context(), &sdk.DeleteMetricFilterInput{LogGroupName: aws.String("/web"), FilterName: aws.String("f1")})
	}
	wantError(t, err, "ResourceNotFoundException", "metric filter does not exist")
	for _, tt := range []struct{ group, name, code string }{
		{"/bot", "a:b", "InvalidParameterException"}, {"a b", "f1", "InvalidParameterException"}, {"/none", "f1", "ResourceNotFoundException"},
	} {
		_, err = a.DeleteMetricFilter(t.Context(), &sdk.DeleteMetricFilterInput{LogGroupName: &tt.group, FilterName: &tt.name})
		wantError(t, err, tt.code, "")
	}
}

func TestCore_PutMetricFilter_refused(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "1")
	for text, change := range map[string]func(*sdk.PutMetricFilterInput){
		"'filterName'":                  func(in *sdk.PutMetricFilterInput) { in.FilterName = aws.String(strings.Repeat("X", 513)) },
		"'null' at 'filterPattern'":     func(in *sdk.PutMetricFilterInput) { in.FilterPattern = nil },
		"less than or equal to 1024":    func(in *sdk.PutMetricFilterInput) { in.FilterPattern = aws.String(strings.Repeat("X", 1025)) },
		"Invalid metric filter pattern": func(in *sdk.PutMetricFilterInput) { in.FilterPattern = aws.String("{ $.a = }") },
		"'metricTransformations'":       func(in *sdk.PutMetricFilterInput) { in.MetricTransformations = nil },
		"PutMetricFilter.ApplyOnTransformedLogs": func(in *sdk.PutMetricFilterInput) {
			in.ApplyOnTransformedLogs = true
		},
	} {
		in := metricFilter("f")
		change(in)
		_, err := a.PutMetricFilter(t.Context(), in)
		wantError(t, err, "InvalidParameterException", text)
	}
	in := metricFilter("f")
	in.LogGroupName = aws.String("/none")
	_, err := a.PutMetricFilter(t.Context(), in)
	wantError(t, err, "ResourceNotFoundException", "")
	for i := range 100 {
		if _, err := a.PutMetricFilter(t.Context(), metricFilter(fmt.Sprint("f", i))); err != nil {
			t.Fatal(err)
		}
	}
	_, err = a.PutMetricFilter(t.Context(), metricFilter("more"))
	wantError(t, err, "LimitExceededException", "Resource limit exceeded.")
	long := aws.String(strings.Repeat("X", 256))
	for text, in := range map[string]sdk.DescribeMetricFiltersInput{
		"'metricName'":        {MetricName: long, MetricNamespace: aws.String("n")},
		"'metricNamespace'":   {MetricName: aws.String("n"), MetricNamespace: long},
		"together":            {MetricName: aws.String("n")},
		"'filterNamePrefix'":  {FilterNamePrefix: aws.String("a:b")},
		"'logGroupName'":      {LogGroupName: aws.String("a b")},
		"Value '51' at 'limi": {Limit: aws.Int32(51)},
	} {
		_, err := a.DescribeMetricFilters(t.Context(), &in)
		wantError(t, err, "InvalidParameterException", text)
	}
}
