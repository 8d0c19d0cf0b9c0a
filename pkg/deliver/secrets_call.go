package deliver

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// service is one operation of an AWS service that speaks JSON 1.1.
type service struct{ name, target, variable string }

var (
	systemsManager = service{"ssm", "AmazonSSM.GetParameter", "AWS_ENDPOINT_URL_SSM"}
	secretsManager = service{"secretsmanager", "secretsmanager.GetSecretValue", "AWS_ENDPOINT_URL_SECRETS_MANAGER"}
)

// call makes one signed request and reads its answer into out.
func (s *Secrets) call(ctx context.Context, to service, region string, in, out any) error {
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	req, err := s.request(ctx, to, region, in)
	if err != nil {
		return err
	}
	resp, err := s.http.Do(req)
	if err != nil {
		return fmt.Errorf("call %s: %w", to.target, err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 4*maxAnswer))
	if err != nil {
		return fmt.Errorf("read answer of %s: %w", to.target, err)
	}
	if resp.StatusCode != http.StatusOK {
		return awsError(to, resp.StatusCode, body)
	}
	if json.Unmarshal(body, out) != nil {
		return fmt.Errorf("read answer of %s: not the JSON that was expected", to.target)
	}
	return nil
}

func (s *Secrets) request(ctx context.Context, to service, region string, in any) (*http.Request, error) {
	if s.cfg.Credentials == nil || region == "" {
		return nil, errors.New("no AWS credentials or no region configured")
	}
	body, err := json.Marshal(in)
	if err != nil {
		return nil, fmt.Errorf("write request: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.endpoint(to, region), bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("make request: %w", err)
	}
	req.Header.Set("Content-Type", "application/x-amz-json-1.1")
	req.Header.Set("X-Amz-Target", to.target)
	return req, s.sign(req, body, to.name, region)
}

func (s *Secrets) sign(req *http.Request, body []byte, name, region string) error {
	credentials, err := s.cfg.Credentials.Retrieve(req.Context())
	if err != nil {
		return fmt.Errorf("get AWS credentials: %w", err)
	}
	sum := sha256.Sum256(body)
	if err := v4.NewSigner().SignHTTP(req.Context(), credentials, req, hex.EncodeToString(sum[:]), name, region, s.now()); err != nil {
		return fmt.Errorf("sign request: %w", err)
	}
	return nil
}

func (s *Secrets) endpoint(to service, region string) string {
	for _, variable := range []string{to.variable, "AWS_ENDPOINT_URL"} {
		if url, ok := s.env(variable); ok && url != "" {
			return strings.TrimRight(url, "/") + "/"
		}
	}
	if url := aws.ToString(s.cfg.BaseEndpoint); url != "" {
		return strings.TrimRight(url, "/") + "/"
	}
	host := "https://" + to.name + "." + region + ".amazonaws.com"
	if strings.HasPrefix(region, "cn-") {
		host += ".cn"
	}
	return host + "/"
}

// awsError reads an error's name and words. Throttling and a server's own
// trouble pass.
func awsError(to service, status int, body []byte) error {
	var e struct {
		Type    string `json:"__type"`
		Message string `json:"message"` // Systems Manager and Secrets Manager differ in its first letter
	}
	_ = json.Unmarshal(body, &e) // without it the status has to do
	name := e.Type[strings.LastIndex(e.Type, "#")+1:]
	text := strings.TrimSpace(fmt.Sprintf("%s answered %d %s %s", to.target, status, name, e.Message))
	if _, throttled := retry.DefaultThrottleErrorCodes[name]; throttled || status >= 500 || status == http.StatusTooManyRequests {
		return errors.New(text)
	}
	return errNoSecret(text)
}
