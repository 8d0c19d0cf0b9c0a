package logs

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

// maxMetricFilters is the number of metric filters of a group
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html).
const maxMetricFilters = 100

// PutMetricFilter keeps a metric filter, which DescribeMetricFilters shows. The stand-in publishes no
// metric: it has no CloudWatch.
func (c *Core) PutMetricFilter(_ context.Context, in *sdk.PutMetricFilterInput, _ ...func(*sdk.Options)) (*sdk.PutMetricFilterOutput, error) {
	if err := checkMetricFilter(in); err != nil {
		return nil, err
	}
	g, err := c.group("logGroupName", aws.ToString(in.LogGroupName))
	if err != nil {
		return nil, err
	}
	name := *in.FilterName
	old, known := g.metricFilters[name]
	if !known && len(g.metricFilters) >= maxMetricFilters {
		return nil, limitExceeded()
	}
	g.metricFilters[name] = types.MetricFilter{
		FilterName: in.FilterName, FilterPattern: in.FilterPattern, LogGroupName: in.LogGroupName,
		CreationTime:          cmp.Or(old.CreationTime, aws.Int64(c.now().UnixMilli())),
		MetricTransformations: in.MetricTransformations,
	}
	c.ignore("the metric filter (no metric is published)")
	return &sdk.PutMetricFilterOutput{}, nil
}

func checkMetricFilter(in *sdk.PutMetricFilterInput) error {
	err := cmp.Or(
		checkName("filterName", aws.ToString(in.FilterName), streamName()),
		checkKeptPattern(in.FilterPattern, "metric"),
		checkTransformations(in.MetricTransformations, aws.ToString(in.FilterPattern)))
	if err != nil {
		return err
	}
	return refuse("PutMetricFilter",
		field{"ApplyOnTransformedLogs", in.ApplyOnTransformedLogs},
		field{"EmitSystemFieldDimensions", len(in.EmitSystemFieldDimensions) > 0},
		field{"FieldSelectionCriteria", in.FieldSelectionCriteria != nil})
}

// DescribeMetricFilters returns metric filters, by log group and by name. AWS uses the prefix only
// together with a log group, and a metric's name only together with its namespace
// (API_DescribeMetricFilters).
func (c *Core) DescribeMetricFilters(_ context.Context, in *sdk.DescribeMetricFiltersInput, _ ...func(*sdk.Options)) (*sdk.DescribeMetricFiltersOutput, error) {
	if err := checkDescribeMetricFilters(in); err != nil {
		return nil, err
	}
	groups := c.groupNames(func(string) bool { return true })
	if in.LogGroupName != nil {
		if _, err := c.group("logGroupName", *in.LogGroupName); err != nil {
			return nil, err
		}
		groups = []string{*in.LogGroupName}
	}
	var all []types.MetricFilter
	for _, name := range groups {
		if g := c.groups[name]; g != nil {
			all = append(all, slices.DeleteFunc(byName(g.metricFilters), func(f types.MetricFilter) bool { return !describes(in, f) })...)
		}
	}
	out := &sdk.DescribeMetricFiltersOutput{}
	var err error
	out.MetricFilters, out.NextToken, err = cut(all, in.Limit, in.NextToken, "metric-filters", c.now())
	if err != nil {
		return nil, err
	}
	return out, nil
}

func checkDescribeMetricFilters(in *sdk.DescribeMetricFiltersInput) error {
	if in.FilterNamePrefix != nil {
		if err := checkName("filterNamePrefix", *in.FilterNamePrefix, streamName()); err != nil {
			return err
		}
	}
	if (in.MetricName == nil) != (in.MetricNamespace == nil) {
		return invalid("metricName and metricNamespace must be given together") // the rule: API_DescribeMetricFilters
	}
	return cmp.Or(checkMetricText("metricName", aws.ToString(in.MetricName)), checkMetricText("metricNamespace", aws.ToString(in.MetricNamespace)))
}

// describes reports whether a metric filter is one that an input asks for.
func describes(in *sdk.DescribeMetricFiltersInput, f types.MetricFilter) bool {
	if in.LogGroupName != nil && !strings.HasPrefix(*f.FilterName, aws.ToString(in.FilterNamePrefix)) {
		return false
	}
	t := f.MetricTransformations[0]
	return in.MetricName == nil || *t.MetricName == *in.MetricName && *t.MetricNamespace == *in.MetricNamespace
}

// DeleteMetricFilter removes a metric filter of a group.
func (c *Core) DeleteMetricFilter(_ context.Context, in *sdk.DeleteMetricFilterInput, _ ...func(*sdk.Options)) (*sdk.DeleteMetricFilterOutput, error) {
	name := aws.ToString(in.FilterName)
	if err := checkName("filterName", name, streamName()); err != nil {
		return nil, err
	}
	g, err := c.group("logGroupName", aws.ToString(in.LogGroupName))
	if err != nil {
		return nil, err
	}
	if _, known := g.metricFilters[name]; !known {
		return nil, notFound("The specified metric filter does not exist.")
	}
	delete(g.metricFilters, name)
	return &sdk.DeleteMetricFilterOutput{}, nil
}
