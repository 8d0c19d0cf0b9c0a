package doctor

import (
	"errors"
	"net/http"
	"testing"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// failure is the error of a call that was answered with a status.
func failure(status int, err error) error {
	return &smithy.OperationError{ServiceID: "CloudWatch Logs", OperationName: "StartQuery", Err: &smithyhttp.ResponseError{
		Response: &smithyhttp.Response{Response: &http.Response{StatusCode: status}}, Err: err,
	}}
}

func TestDoctor_unanswered(t *testing.T) {
	t.Parallel()
	api := func(code string) error { return &smithy.GenericAPIError{Code: code, Message: "words\x1b\nmore"} }
	for want, err := range map[string]error{
		"not answered: you may not logs:StartQuery":              failure(400, api("AccessDeniedException")),
		"not answered: this endpoint has no logs:StartQuery":     failure(404, errors.New("a page")),
		"not answered: logs:StartQuery: Throttling: words␛␊more": failure(400, api("Throttling")),
		"not answered: logs:StartQuery: NotFound: words␛␊more":   failure(404, api("NotFound")),
		"not answered: the call: connection refused":             errors.New("connection refused"),
	} {
		d := &Doctor{}
		if got := d.unanswered("a", err); got.State != Skipped || got.Finding != want {
			t.Errorf("got %q, want %q", got.Finding, want)
		}
	}
	if !isUnknown(failure(501, api("NotImplemented"))) || !isUnknown(failure(501, errors.New("a page"))) || isUnknown(errors.New("a")) {
		t.Error("an endpoint without the operation is not known, or another is")
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	for want, most := range map[string]int{"a, b, c": 3, "a, b and 1 more": 2} {
		if got := list([]string{"a", "b", "c"}, most); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
