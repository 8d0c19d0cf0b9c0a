package logs_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

const botARN = "arn:aws:logs:us-east-1:000000000000:log-group:/bot"

func TestCore_TagResource(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	bot := aws.String("/bot")
	must := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	want := func(tags map[string]string) {
		t.Helper()
		byARN, err1 := a.ListTagsForResource(t.Context(), &sdk.ListTagsForResourceInput{ResourceArn: aws.String(botARN + ":*")})
		byName, err2 := a.ListTagsLogGroup(t.Context(), &sdk.ListTagsLogGroupInput{LogGroupName: bot})
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if diff := cmp.Diff([]map[string]string{tags, tags}, []map[string]string{byARN.Tags, byName.Tags}); diff != "" {
			t.Errorf("tags (-want +got):\n%s", diff)
		}
	}
	must(a.CreateLogGroup(t.Context(), &sdk.CreateLogGroupInput{LogGroupName: bot, Tags: map[string]string{"team": "a"}}))
	want(map[string]string{"team": "a"})
	must(a.TagResource(t.Context(), &sdk.TagResourceInput{ResourceArn: aws.String(botARN), Tags: map[string]string{"team": "b", "env": "prod"}}))
	must(a.TagLogGroup(t.Context(), &sdk.TagLogGroupInput{LogGroupName: bot, Tags: map[string]string{"x": ""}}))
	want(map[string]string{"team": "b", "env": "prod", "x": ""})
	if got := a.Tags("/bot"); len(got) != 3 || len(a.Tags("/none")) != 0 {
		t.Errorf("the Core has %v", got)
	}
	must(a.UntagResource(t.Context(), &sdk.UntagResourceInput{ResourceArn: aws.String(botARN), TagKeys: []string{"env", "none"}}))
	must(a.UntagLogGroup(t.Context(), &sdk.UntagLogGroupInput{LogGroupName: bot, Tags: []string{"team", "x"}}))
	want(map[string]string{})
}

func TestCore_TagResource_refused(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "1")
	many := map[string]string{}
	for i := range 51 {
		many[fmt.Sprint(i)] = ""
	}
	for _, tt := range []struct {
		arn        string
		tags       map[string]string
		code, text string
	}{
		{botARN, many, "TooManyTagsException", "50"},
		{botARN, map[string]string{"": "x"}, "InvalidParameterException", "'tags'"},
		{botARN, map[string]string{"aws:x": "x"}, "InvalidParameterException", "Value 'aws:x' at 'tags'"},
		{botARN, map[string]string{strings.Repeat("k", 129): "x"}, "InvalidParameterException", "from 1 to 128"},
		{botARN, map[string]string{"k": strings.Repeat("v", 257)}, "InvalidParameterException", "less than or equal to 256"},
		{"arn:aws:logs:us-east-1:000000000000:delivery:x", nil, "InvalidParameterException", "not implemented by the embedded stand-in: TagResource of resources other than log groups"},
		{botARN + "-none", nil, "ResourceNotFoundException", "The specified log group does not exist."},
	} {
		_, err := a.TagResource(t.Context(), &sdk.TagResourceInput{ResourceArn: &tt.arn, Tags: tt.tags})
		wantError(t, err, tt.code, tt.text)
	}
	_, err := a.CreateLogGroup(t.Context(), &sdk.CreateLogGroupInput{LogGroupName: aws.String("/new"), Tags: many})
	wantError(t, err, "TooManyTagsException", "50")
	if len(a.Tags("/bot")) > 0 || a.Tags("/new") != nil {
		t.Errorf("tags %v and %v of refused calls", a.Tags("/bot"), a.Tags("/new"))
	}
}
