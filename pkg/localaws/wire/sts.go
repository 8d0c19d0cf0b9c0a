package wire

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"

	"github.com/aws/smithy-go"

	"github.com/fanlight/fanlight/pkg/localaws/sqs"
)

// AddSTS adds AWS STS with the operation GetCallerIdentity.
func (s *Server) AddSTS() { s.sts = true }

// formType is the content type of the AWS Query protocol, whose requests name their operation in
// the body (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html).
const formType = "application/x-www-form-urlencoded"

// action returns the operation that a request of the AWS Query protocol names. The body can be
// read again.
func action(r *http.Request) (name string, ok bool) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != formType || r.Method != http.MethodPost {
		return "", false
	}
	body, err := read(r)
	if err != nil {
		return "", false
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	form, err := url.ParseQuery(string(body))
	return form.Get("Action"), err == nil && form.Get("Action") != ""
}

// identity returns the endpoint of an operation of STS.
func identity(operation string) endpoint {
	call := Call{"sts", operation}
	return endpoint{
		call: call,
		run: func(*http.Request) (answer, error) {
			if operation != "GetCallerIdentity" {
				return queryFailure(notImplemented(call)), nil
			}
			return queryAnswer(http.StatusOK, callerIdentity{
				Account: sqs.Account, Arn: "arn:aws:iam::" + sqs.Account + ":user/local", UserID: "local",
			}), nil
		},
		fail:      queryFailure,
		throttled: &smithy.GenericAPIError{Code: "Throttling", Message: "Rate exceeded", Fault: smithy.FaultClient},
	}
}

// callerIdentity is the answer of GetCallerIdentity
// (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html).
type callerIdentity struct {
	XMLName xml.Name `xml:"https://sts.amazonaws.com/doc/2011-06-15/ GetCallerIdentityResponse"`
	Account string   `xml:"GetCallerIdentityResult>Account"`
	Arn     string   `xml:"GetCallerIdentityResult>Arn"`
	UserID  string   `xml:"GetCallerIdentityResult>UserId"`
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
	a := queryAnswer(status(e), queryError{Type: kind, Code: e.ErrorCode(), Message: e.ErrorMessage()})
	a.code = e.ErrorCode()
	return a
}

func queryAnswer(status int, body any) answer {
	text, err := xml.Marshal(body)
	if err != nil {
		panic(fmt.Sprintf("encode %T: %v", body, err)) // only texts are in it
	}
	return answer{status: status, header: http.Header{"Content-Type": {"text/xml"}}, body: text}
}
