package logs_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// TestCore_CreateLogStream_length counts characters, not bytes, at the bounds of a name.
func TestCore_CreateLogStream_length(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "1")
	for name, want := range map[string]string{
		strings.Repeat("ä", 512): "", strings.Repeat("ä", 513): "less than or equal to 512", "": "greater than or equal to 1", "a*": `pattern: [^:*]*`,
	} {
		_, err := a.CreateLogStream(t.Context(), &sdk.CreateLogStreamInput{LogGroupName: aws.String("/bot"), LogStreamName: &name})
		if want == "" {
			if err != nil {
				t.Error(err)
			}
			continue
		}
		wantError(t, err, "InvalidParameterException", want)
	}
}
