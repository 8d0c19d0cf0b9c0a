package logs

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/localaws/logs/internal/filter"
)

// The limits of filters and of their metrics, from the model of PutMetricFilter and PutSubscriptionFilter
// (docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html).
const (
	maxFilterPattern = 1024
	maxMetricText    = 255
	maxMetricValue   = 100
	maxDimensions    = 3
)

var metricText = lazyregexp.New(`^[^:*$]*$`)

// checkMetricText checks a metric's name or namespace. The colon is in the pattern of the API reference,
// but https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#Namespace
// allows it in a namespace.
func checkMetricText(member, text string) error {
	valid := text
	if member == "metricNamespace" {
		valid = strings.ReplaceAll(text, ":", "")
	}
	if !metricText().MatchString(valid) {
		return checkPattern(member, text, metricText())
	}
	return checkLength(member, text, 0, maxMetricText)
}

// checkKeptPattern checks the pattern of a filter without effect. What only the stand-in cannot read, it
// need not: the pattern filters nothing.
func checkKeptPattern(pattern *string, kind string) error {
	if pattern == nil {
		return violated("filterPattern", "null", "Member must not be null")
	}
	if err := checkLength("filterPattern", *pattern, 0, maxFilterPattern); err != nil {
		return err
	}
	if _, err := filter.Parse(*pattern); err != nil && !filter.Unsupported(err) {
		return invalid("Invalid %s filter pattern: %v", kind, err) // AWS's text does not say what is wrong
	}
	return nil
}

func checkTransformations(all []types.MetricTransformation, pattern string) error {
	if len(all) != 1 {
		return violated("metricTransformations", strconv.Itoa(len(all)), "Member must have length from 1 to 1")
	}
	t := all[0]
	if t.MetricName == nil || t.MetricNamespace == nil || t.MetricValue == nil {
		return violated("metricTransformations.1.member", "null", "Members metricName, metricNamespace and metricValue must not be null")
	}
	return cmp.Or(
		checkMetricText("metricName", *t.MetricName),
		checkMetricText("metricNamespace", *t.MetricNamespace),
		checkLength("metricValue", *t.MetricValue, 0, maxMetricValue),
		checkWord("unit", t.Unit, t.Unit.Values()),
		checkDimensions(t, pattern))
}

// checkDimensions has AWS's texts from
// https://github.com/hashicorp/terraform-provider-aws/issues/28881 and
// https://github.com/aws-solutions-library-samples/guidance-for-claude-code-with-amazon-bedrock/pull/632.
func checkDimensions(t types.MetricTransformation, pattern string) error {
	pattern = strings.TrimSpace(pattern)
	switch {
	case len(t.Dimensions) == 0:
		return nil
	case len(t.Dimensions) > maxDimensions:
		return violated("dimensions", strconv.Itoa(len(t.Dimensions)), fmt.Sprintf("Member must have length less than or equal to %d", maxDimensions))
	case t.DefaultValue != nil:
		return invalid("Invalid metric transformation: dimensions and default value are mutually exclusive properties")
	case !strings.HasPrefix(pattern, "{") && !strings.HasPrefix(pattern, "["):
		return invalid("The specified filter pattern does not support dimensions")
	}
	for _, name := range slices.Sorted(maps.Keys(t.Dimensions)) {
		if err := cmp.Or(checkLength("dimensions", name, 1, maxMetricText), checkLength("dimensions", t.Dimensions[name], 1, maxMetricText)); err != nil {
			return err
		}
	}
	return nil
}

// limitExceeded is the service's error for too many settings; its text: moto,
// test_put_resource_policy_too_many.
func limitExceeded() error {
	return &types.LimitExceededException{Message: aws.String("Resource limit exceeded.")}
}
