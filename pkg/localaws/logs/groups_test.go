package logs_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

func TestCore_CreateLogGroup_refused(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "hello")
	tests := []struct {
		in         sdk.CreateLogGroupInput
		code, text string
	}{
		{sdk.CreateLogGroupInput{LogGroupName: aws.String("/bot")}, "ResourceAlreadyExistsException", "already exists"},
		{sdk.CreateLogGroupInput{LogGroupName: aws.String("a b")}, "InvalidParameterException", "'a b'"},
		{sdk.CreateLogGroupInput{}, "InvalidParameterException", "logGroupName"},
		{sdk.CreateLogGroupInput{LogGroupName: aws.String("/x"), LogGroupClass: types.LogGroupClassInfrequentAccess}, "InvalidParameterException", "CreateLogGroup.LogGroupClass"},
	}
	for _, tt := range tests {
		_, err := a.CreateLogGroup(t.Context(), &tt.in)
		wantError(t, err, tt.code, tt.text)
	}
}

func TestCore_CreateLogStream_refused(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "hello")
	for _, tt := range []struct{ group, stream, code string }{
		{"/none", "s", "ResourceNotFoundException"},
		{"/bot", "stream", "ResourceAlreadyExistsException"},
		{"/bot", "a:b", "InvalidParameterException"},
	} {
		_, err := a.CreateLogStream(t.Context(), &sdk.CreateLogStreamInput{LogGroupName: &tt.group, LogStreamName: &tt.stream})
		wantError(t, err, tt.code, "")
	}
}

func TestCore_DescribeLogGroups(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/b/two", "12345")
	a.put("/a/one", "1")
	a.AttachSource("/c/files", nil)
	tests := map[string]struct {
		in   sdk.DescribeLogGroupsInput
		want string
	}{
		"all, by name": {sdk.DescribeLogGroupsInput{}, "/a/one /b/two /c/files"},
		"prefix":       {sdk.DescribeLogGroupsInput{LogGroupNamePrefix: aws.String("/b")}, "/b/two"},
		"pattern":      {sdk.DescribeLogGroupsInput{LogGroupNamePattern: aws.String("fil")}, "/c/files"},
		"first page":   {sdk.DescribeLogGroupsInput{Limit: aws.Int32(2)}, "/a/one /b/two +"},
		"next page":    {sdk.DescribeLogGroupsInput{Limit: aws.Int32(2), NextToken: aws.String("/b/two")}, "/c/files"},
	}
	for name, tt := range tests {
		out, err := a.DescribeLogGroups(t.Context(), &tt.in)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var names []string
		for _, g := range out.LogGroups {
			names = append(names, *g.LogGroupName)
		}
		if out.NextToken != nil {
			names = append(names, "+")
		}
		if got := strings.Join(names, " "); got != tt.want {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
	out, _ := a.DescribeLogGroups(t.Context(), &sdk.DescribeLogGroupsInput{LogGroupNamePrefix: aws.String("/b")})
	want := types.LogGroup{
		LogGroupName:      aws.String("/b/two"),
		LogGroupArn:       aws.String("arn:aws:logs:us-east-1:000000000000:log-group:/b/two"),
		Arn:               aws.String("arn:aws:logs:us-east-1:000000000000:log-group:/b/two:*"),
		LogGroupClass:     types.LogGroupClassStandard,
		CreationTime:      aws.Int64(noon.UnixMilli()),
		MetricFilterCount: aws.Int32(0),
		StoredBytes:       aws.Int64(5 + 26),
	}
	if diff := cmp.Diff(want, out.LogGroups[0], cmp.AllowUnexported(types.LogGroup{})); diff != "" {
		t.Errorf("group (-want +got):\n%s", diff)
	}
}

// All log groups are of class Standard.
func TestCore_DescribeLogGroups_class(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/app", "put")
	for class, want := range map[types.LogGroupClass]int{"": 1, types.LogGroupClassStandard: 1, types.LogGroupClassInfrequentAccess: 0} {
		out, err := a.DescribeLogGroups(t.Context(), &sdk.DescribeLogGroupsInput{LogGroupClass: class})
		if err != nil || len(out.LogGroups) != want {
			t.Errorf("class %q: %v, %v, want %d", class, out, err, want)
		}
	}
}
