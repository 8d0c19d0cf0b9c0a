package cli

import (
	"errors"
	"fmt"

	"github.com/aws/smithy-go"

	"github.com/fanlight/fanlight/cmd/fanlight/doctor"
)

// credentialCodes are the codes of errors that name the credentials (the services' common
// errors).
var credentialCodes = map[string]string{
	"UnrecognizedClientException": "AWS does not know this access key", "InvalidClientTokenId": "AWS does not know this access key",
	"ExpiredTokenException": "the credentials have expired", "ExpiredToken": "the credentials have expired",
	"InvalidSignatureException": "the secret access key is wrong, or the clock", "SignatureDoesNotMatch": "the secret access key is wrong, or the clock",
}

// explainStack explains why a stack could not be opened.
func (c *stackCommand) explainStack(tried string, err error) error {
	if errors.Is(err, doctor.ErrNoStack) {
		return fmt.Errorf("%s: there is no %s; --stack or %s, or --region, names another", tried, c.place(), stackVariable)
	}
	var api smithy.APIError
	if errors.As(err, &api) && credentialCodes[api.ErrorCode()] != "" {
		return fmt.Errorf("%s in %s: %s: name a profile by --profile or AWS_PROFILE, or sign in: %w", tried, c.place(), credentialCodes[api.ErrorCode()], err)
	}
	return c.explain(tried, err)
}
