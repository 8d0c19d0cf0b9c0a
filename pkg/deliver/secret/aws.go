package secret

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/smithy-go"

	"github.com/fanlight/fanlight/pkg/deliver/attempt"
	"github.com/fanlight/fanlight/pkg/fanlight"
)

// maxAttempts of one call. A refused one costs the report's delivery a round of
// half a minute.
const maxAttempts = 3

// parameter returns the value of a parameter of Systems Manager.
func (r *Reader) parameter(ctx context.Context, path string) (string, error) {
	out, err := r.parameters.GetParameter(ctx, &ssm.GetParameterInput{Name: aws.String(path), WithDecryption: aws.Bool(true)})
	if err != nil {
		return "", awsError(err)
	}
	if out.Parameter == nil {
		return "", errAnswer
	}
	return aws.ToString(out.Parameter.Value), nil
}

// managed returns a secret of Secrets Manager, or the text under one key of it.
// The Region is that of the ARN.
func (r *Reader) managed(ctx context.Context, name string) (string, error) {
	arn, key, keyed := strings.Cut(name, "#")
	region, err := arnRegion(arn)
	if err != nil {
		return "", err
	}
	out, err := r.secrets.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: aws.String(arn)},
		func(o *secretsmanager.Options) { o.Region = region })
	if err != nil {
		return "", awsError(err)
	}
	value := aws.ToString(out.SecretString)
	if !keyed {
		return value, nil
	}
	return field(value, key)
}

// arnRegion returns the Region of arn:partition:secretsmanager:region:….
func arnRegion(arn string) (string, error) {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || parts[2] != "secretsmanager" || parts[3] == "" {
		return "", permanent("want the ARN of a secret")
	}
	return parts[3], nil
}

// field returns one key of a secret that is a JSON object. Its errors do not
// hold those of JSON, which may quote the secret.
func field(secret, key string) (string, error) {
	var fields map[string]any
	if json.Unmarshal([]byte(secret), &fields) != nil {
		return "", permanent("want a JSON object")
	}
	value, ok := fields[key].(string)
	if !ok {
		return "", permanent(fmt.Sprintf("it has no text under the key %q", key))
	}
	return value, nil
}

// errAnswer stands for an error that may quote the answer, and so the secret.
var errAnswer = &fanlight.DeliveryError{Err: errors.New("the answer cannot be read")}

// awsError returns the outcome of a call that the SDK has given up. Of an answer it
// keeps the service's words only where these were written before the value was read.
func awsError(err error) error {
	outcome := &fanlight.DeliveryError{Permanent: !attempt.Retryable(err), Err: err}
	var api smithy.APIError
	switch status := attempt.Status(err); {
	case status >= 200 && status < 300:
		return errAnswer
	case errors.As(err, &api) && beforeReading(api.ErrorCode()):
	case errors.As(err, &api):
		outcome.Err = fmt.Errorf("the service answered %d %s", status, api.ErrorCode())
	case status > 0:
		outcome.Err = fmt.Errorf("the service answered %d", status)
	}
	return outcome
}

// beforeReading reports whether an error's code is that of a refusal which needs
// nothing of the value: no right to it, no such name, too many requests, credentials.
//
// Source: the common errors of both APIs, and those of API_GetParameter and
// API_GetSecretValue.
func beforeReading(code string) bool {
	_, throttled := retry.DefaultThrottleErrorCodes[code]
	return throttled || slices.Contains([]string{
		"AccessDenied", "AccessDeniedException", "NotAuthorized", "UnrecognizedClientException", "InvalidClientTokenId",
		"InvalidSignatureException", "SignatureDoesNotMatch", "IncompleteSignature", "OptInRequired",
		"ExpiredToken", "ExpiredTokenException", "RequestExpired",
		"ParameterNotFound", "ParameterVersionNotFound", "InvalidKeyId", "ResourceNotFoundException",
	}, code)
}
