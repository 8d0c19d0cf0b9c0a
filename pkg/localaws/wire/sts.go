package wire

import (
	"encoding/xml"
	"net/http"

	"github.com/aws/smithy-go"

	"github.com/fanlight/fanlight/pkg/localaws/sqs"
)

// AddSTS adds AWS STS with the operation GetCallerIdentity.
func (s *Server) AddSTS() { s.sts = true }

// identity returns the endpoint of GetCallerIdentity.
func identity() endpoint {
	return endpoint{
		call: Call{"sts", "GetCallerIdentity"},
		run: func(*http.Request) (answer, error) {
			return xmlAnswer(http.StatusOK, callerIdentity{
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
