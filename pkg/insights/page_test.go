package insights_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// answering returns a client of a service that gives rows of 1 MB, as many as it is
// asked for, ten at most. It says the length of its answers, or not.
func answering(t *testing.T, length bool) (client *insights.Client, asked *int) {
	t.Helper()
	asked = new(int)
	service := roundTrip(func(r *http.Request) (*http.Response, error) {
		*asked++
		request, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		rows := 10
		if bytes.Contains(request, []byte(`"maxItems":1`)) {
			rows = 1
		}
		row := `[{"field":"@message","value":"` + strings.Repeat("m", 5<<20) + `"}]`
		body := `{"status":"Complete","results":[` + strings.Join(strings.Split(strings.Repeat(row+" ", rows-1)+row, " "), ",") + `]}`
		answer := &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), ContentLength: -1}
		if length {
			answer.ContentLength = int64(len(body))
		}
		return answer, nil
	})
	return insights.New(sdk.NewFromConfig(wire.Config(service, "http://logs.invalid")), ""), asked
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) Do(r *http.Request) (*http.Response, error) { return f(r) }

func TestClient_Read_large_page(t *testing.T) {
	t.Parallel()
	for name, length := range map[string]bool{"with a length": true, "without a length": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, asked := answering(t, length)
			_, err := client.Read(t.Context(), "q", "", 0)
			large, ok := errors.AsType[*insights.TooLargeError](err)
			if !ok || *asked != 1 {
				t.Fatalf("asked %d times: %v, want a TooLargeError at once", *asked, err)
			}
			if large.Size != 0 != length {
				t.Errorf("the size is %d", large.Size)
			}
			page, err := client.Read(t.Context(), "q", "", 1)
			if err != nil || len(page.Rows) != 1 || len(page.Rows[0][0].Value) != 5<<20 {
				t.Errorf("one row: %d, %v", len(page.Rows), err)
			}
		})
	}
}

func TestTooLargeError_Fewer(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		size       int64
		rows, want int
	}{
		{50 << 20, 0, 400},   // a tenth of the bound's half
		{5 << 20, 1000, 400}, // just above the bound
		{5 << 20, 3, 1},
		{1 << 40, 10_000, 1},
		{0, 0, 1250},
		{0, 4, 1},
		{5 << 20, 1, 1},
	} {
		if got := (&insights.TooLargeError{Size: test.size}).Fewer(test.rows); got != test.want {
			t.Errorf("after %d rows of %d bytes: %d, want %d", test.rows, test.size, got, test.want)
		}
	}
}

func TestTooLargeError_Error(t *testing.T) {
	t.Parallel()
	err := &insights.TooLargeError{Size: 5 << 20}
	if got := err.Error(); got != "the page has 5242880 bytes, more than 4194304" || err.RetryableError() {
		t.Errorf("%s, retryable %v", got, err.RetryableError())
	}
}

var _ aws.HTTPClient = roundTrip(nil)
