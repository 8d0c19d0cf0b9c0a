package wire

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/aws/smithy-go"
)

// formType is the content type of the AWS Query protocol, whose requests name their operation in
// the body and whose answers are XML (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html).
const formType = "application/x-www-form-urlencoded"

// xmlEndpoint returns the endpoint of a request whose caller reads XML: one of the AWS Query protocol
// or one to S3. All but GetCallerIdentity are refused.
func (s *Server) xmlEndpoint(r *http.Request) (e endpoint, ok bool) {
	scope := signedFor(r)
	if scope == "s3" {
		return unanswerable(Call{"s3", r.Method + " " + r.URL.Path}, s3Failure), true
	}
	if !isForm(r) {
		return e, false
	}
	name, ok := action(r)
	if s.sts && name == "GetCallerIdentity" {
		return identity(), true
	}
	if !ok {
		name = "a request of the Query protocol without an Action"
	}
	return unanswerable(Call{scope, name}, queryFailure), true
}

// unanswerable returns the endpoint of a call that is not implemented.
func unanswerable(call Call, fail func(error) answer) endpoint {
	return endpoint{
		call:      call,
		run:       func(*http.Request) (answer, error) { return fail(notImplemented(call)), nil },
		fail:      fail,
		throttled: &smithy.GenericAPIError{Code: "Throttling", Message: "Rate exceeded", Fault: smithy.FaultClient},
	}
}

// signedFor returns the service in the credential scope of a signature, "unknown" without one
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
func signedFor(r *http.Request) string {
	_, scope, _ := strings.Cut(r.Header.Get("Authorization"), "Credential=")
	scope, _, _ = strings.Cut(scope, ",")
	parts := strings.Split(scope, "/") // key, date, Region, service, aws4_request
	if len(parts) != 5 || parts[3] == "" {
		return "unknown"
	}
	return parts[3]
}

func isForm(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && kind == formType && r.Method == http.MethodPost
}

// action returns the operation that a request of the AWS Query protocol names. The body can be
// read again.
func action(r *http.Request) (name string, ok bool) {
	body, err := read(r)
	if err != nil {
		return "", false
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	form, err := url.ParseQuery(string(body))
	return form.Get("Action"), err == nil && form.Get("Action") != ""
}

// queryError is an error of the AWS Query protocol.
type queryError struct {
	XMLName xml.Name `xml:"ErrorResponse"`
	Type    string   `xml:"Error>Type"`
	Code    string   `xml:"Error>Code"`
	Message string   `xml:"Error>Message"`
}

func queryFailure(err error) answer {
	e := apiError(err)
	kind := "Sender"
	if e.ErrorFault() == smithy.FaultServer {
		kind = "Receiver"
	}
	return xmlFailure(e, queryError{Type: kind, Code: e.ErrorCode(), Message: e.ErrorMessage()})
}

// s3Error is an error of S3 (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
type s3Error struct {
	XMLName xml.Name `xml:"Error"`
	Code    string
	Message string
}

func s3Failure(err error) answer {
	e := apiError(err)
	return xmlFailure(e, s3Error{Code: e.ErrorCode(), Message: e.ErrorMessage()})
}

func xmlFailure(e smithy.APIError, body any) answer {
	a := xmlAnswer(status(e), body)
	a.code = e.ErrorCode()
	return a
}

func xmlAnswer(status int, body any) answer {
	text, err := xml.Marshal(body)
	if err != nil {
		panic(fmt.Sprintf("encode %T: %v", body, err)) // only texts are in it
	}
	return answer{status: status, header: http.Header{"Content-Type": {"text/xml"}}, body: text}
}
