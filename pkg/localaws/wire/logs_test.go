package wire_test

import (
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cwl "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	cwltypes "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

func TestServer_AddLogs(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	client := cwl.NewFromConfig(a.Config)
	if _, err := client.CreateLogGroup(t.Context(), &cwl.CreateLogGroupInput{LogGroupName: aws.String("/g")}); err != nil {
		t.Fatal(err)
	}
	_, err := client.StartQuery(t.Context(), &cwl.StartQueryInput{
		LogGroupName: aws.String("/g"), StartTime: aws.Int64(0), EndTime: aws.Int64(time.Now().Unix()),
		QueryString: aws.String("filter level = | limit 1"),
	})
	var malformed *cwltypes.MalformedQueryException
	if !errors.As(err, &malformed) {
		t.Fatalf("start: %v, want MalformedQueryException", err)
	}
	if c := malformed.QueryCompileError; c == nil || c.Location == nil || aws.ToInt32(c.Location.EndCharOffset) == 0 {
		t.Errorf("the error does not say where: %+v", c)
	}
}
