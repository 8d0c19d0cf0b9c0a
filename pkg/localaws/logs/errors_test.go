package logs_test

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

func TestMalformed(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	_, err := a.StartQuery(t.Context(), startInput(`filter name = "é" | sorted x`))
	var malformed *types.MalformedQueryException
	if !errors.As(err, &malformed) {
		t.Fatalf("error %v, want MalformedQueryException", err)
	}
	at := malformed.QueryCompileError.Location
	if *at.StartCharOffset != 20 || *at.EndCharOffset != 26 {
		t.Errorf("located at %d to %d, want 20 to 26", *at.StartCharOffset, *at.EndCharOffset)
	}
}
