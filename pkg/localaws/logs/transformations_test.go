package logs_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// Sources: API_MetricTransformation; the texts about dimensions are those of
// https://github.com/hashicorp/terraform-provider-aws/issues/28881 and
// https://github.com/aws-solutions-library-samples/guidance-for-claude-code-with-amazon-bedrock/pull/632.
func TestCore_PutMetricFilter_transformations(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "1")
	user := map[string]string{"user": "$.user"}
	for _, tt := range []struct {
		pattern, want string
		change        func(*types.MetricTransformation)
	}{
		{"{ $.a = 1 }", "", func(m *types.MetricTransformation) { m.Dimensions = user }},
		{"[a]", "", func(m *types.MetricTransformation) { m.Dimensions = user }},
		{"", "", func(m *types.MetricTransformation) {
			m.DefaultValue, m.Unit = aws.Float64(0), types.StandardUnitBytesSecond
		}},
		{"ERROR", "The specified filter pattern does not support dimensions", func(m *types.MetricTransformation) { m.Dimensions = user }},
		{"{ $.a = 1 }", "dimensions and default value are mutually exclusive properties", func(m *types.MetricTransformation) { m.Dimensions, m.DefaultValue = user, aws.Float64(0) }},
		{"{ $.a = 1 }", "Value '4' at 'dimensions'", func(m *types.MetricTransformation) {
			m.Dimensions = map[string]string{"a": "1", "b": "1", "c": "1", "d": "1"}
		}},
		{"{ $.a = 1 }", "at 'dimensions'", func(m *types.MetricTransformation) { m.Dimensions = map[string]string{"": "1"} }},
		{"", "must not be null", func(m *types.MetricTransformation) { m.MetricValue = nil }},
		{"", "at 'metricName'", func(m *types.MetricTransformation) { m.MetricName = aws.String("a:b") }},
		{"", "at 'metricNamespace'", func(m *types.MetricTransformation) { m.MetricNamespace = aws.String("$a") }},
		{"", "at 'metricValue'", func(m *types.MetricTransformation) { m.MetricValue = aws.String(strings.Repeat("1", 101)) }},
		{"", "Value 'Miles' at 'unit'", func(m *types.MetricTransformation) { m.Unit = "Miles" }},
	} {
		in := metricFilter("f")
		in.FilterPattern = &tt.pattern
		tt.change(&in.MetricTransformations[0])
		_, err := a.PutMetricFilter(t.Context(), in)
		if tt.want == "" {
			if err != nil {
				t.Errorf("%s: %v", tt.pattern, err)
			}
			continue
		}
		wantError(t, err, "InvalidParameterException", tt.want)
	}
}
