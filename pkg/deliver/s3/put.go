package s3

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/smithy-go/encoding/httpbinding"

	"github.com/fanlight/fanlight/pkg/deliver/attempt"
	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
)

// endpointVariable is the environment variable that names another server of S3; the one
// for all of AWS is in the configuration.
const endpointVariable = "AWS_ENDPOINT_URL_S3"

// maxAnswer is the number of bytes that are read of an answer.
const maxAnswer = 64 << 10

// put is the call PutObject, which writes an object that is not there yet
// (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html).
type put struct {
	env         *channel.Environment
	region      string
	bucket, key string
	object      object
}

// send makes the call once. The error is a *fanlight.DeliveryError if there was no
// answer that can be read.
func (p put) send(ctx context.Context) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, attempt.Timeout)
	defer cancel()
	ctx, trace := attempt.WithTrace(ctx)
	req, err := p.request(ctx)
	if err != nil {
		return answer{}, &fanlight.DeliveryError{Err: fmt.Errorf("sign PutObject: %w", err)}
	}
	resp, err := attempt.Once(p.env.AWS).HTTPClient.Do(req)
	if err != nil {
		return answer{}, &fanlight.DeliveryError{Unknown: trace.MayHaveSent(), Err: fmt.Errorf("put object: %w", err)}
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	a := answer{resp.StatusCode, resp.Header, string(body)}
	if err != nil && !a.written() {
		return a, &fanlight.DeliveryError{Err: fmt.Errorf("read S3's answer %d: %w", a.status, err)}
	}
	return a, nil
}

// request returns the signed request. The key's characters are escaped as the signature
// wants them: all but letters, digits and - . _ ~ /.
func (p put) request(ctx context.Context) (*http.Request, error) {
	base := p.base()
	u, err := url.Parse(base + httpbinding.EscapePath(p.key, false))
	if err != nil {
		return nil, fmt.Errorf("endpoint %q: %w", base, err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPut, u.String(), strings.NewReader(p.object.content))
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(p.object.content))
	for name, value := range map[string]string{
		"Content-Type": p.object.mediaType(), "If-None-Match": "*", "X-Amz-Content-Sha256": hex.EncodeToString(sum[:]),
		"X-Amz-Checksum-Sha256": base64.StdEncoding.EncodeToString(sum[:]), // buckets with Object Lock want one
	} {
		req.Header.Set(name, value)
	}
	if p.env.AWS.Credentials == nil {
		return nil, errors.New("no credentials are configured")
	}
	who, err := p.env.AWS.Credentials.Retrieve(ctx)
	if err != nil {
		return nil, err
	}
	return req, v4.NewSigner().SignHTTP(ctx, who, req, hex.EncodeToString(sum[:]), "s3", p.region, time.Now(),
		func(o *v4.SignerOptions) { o.DisableURIPathEscaping = true })
}

// base returns the address of the bucket, with / at its end. The bucket is part of the
// host's name, unless it has dots, which certificates do not cover, or the endpoint is
// another one.
//
// Source: docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
func (p put) base() string {
	if at := p.endpoint(); at != "" {
		return strings.TrimRight(at, "/") + "/" + p.bucket + "/"
	}
	host := "s3." + p.region + "." + suffix(p.region)
	if strings.Contains(p.bucket, ".") {
		return "https://" + host + "/" + p.bucket + "/"
	}
	return "https://" + p.bucket + "." + host + "/"
}

func (p put) endpoint() string {
	if p.env.Getenv != nil {
		if at := p.env.Getenv(endpointVariable); at != "" {
			return at
		}
	}
	return aws.ToString(p.env.AWS.BaseEndpoint)
}

// suffix returns the DNS suffix of the Region's partition.
//
// Source: docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
func suffix(region string) string {
	switch {
	case strings.HasPrefix(region, "cn-"):
		return "amazonaws.com.cn"
	case strings.HasPrefix(region, "eusc-"):
		return "amazonaws.eu"
	}
	return "amazonaws.com"
}
