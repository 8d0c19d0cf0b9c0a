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

	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/smithy-go/encoding/httpbinding"

	"github.com/fanlight/fanlight/pkg/deliver/attempt"
	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
)

// maxAnswer is the number of bytes that are read of an answer to a write.
const maxAnswer = 64 << 10

// place is where an object is.
type place struct {
	env         *channel.Environment
	region      string
	bucket, key string
}

func (p place) String() string { return "s3://" + p.bucket + "/" + p.key }

// call is one of the calls PutObject, which writes the object on a condition, and
// GetObject
// (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html, API_GetObject.html).
type call struct {
	method   string
	object   object            // to write
	headers  map[string]string // its condition
	reads    int64             // bytes of the answer
	mayWrite bool              // without an answer, the object may be there
}

func put(o object, condition, value string) call {
	return call{http.MethodPut, o, map[string]string{"Content-Type": o.mediaType(), condition: value}, maxAnswer, true}
}

// The conditions of writes: an object is not there yet, or is the one that was read
// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html).
const (
	ifNoneMatch = "If-None-Match"
	ifMatch     = "If-Match"
	anyObject   = "*"
)

// do makes the call once, and once more in the Region that the bucket is in, which it
// keeps. The error is a *fanlight.DeliveryError if there was no answer that can be read.
func (p *place) do(ctx context.Context, c call) (answer, error) {
	a, err := p.once(ctx, c)
	if moved := a.header.Get("X-Amz-Bucket-Region"); err == nil && a.status >= 300 && a.status != http.StatusPreconditionFailed && moved != "" && moved != p.region {
		p.region = moved
		a, err = p.once(ctx, c)
	}
	return a, err
}

func (p *place) once(ctx context.Context, c call) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, attempt.Timeout)
	defer cancel()
	ctx, trace := attempt.WithTrace(ctx)
	req, err := p.request(ctx, c)
	if err != nil {
		return answer{}, &fanlight.DeliveryError{Err: fmt.Errorf("sign the call of S3: %w", err)}
	}
	resp, err := attempt.Once(p.env.AWS).HTTPClient.Do(req)
	if err != nil {
		return answer{}, &fanlight.DeliveryError{Unknown: c.mayWrite && trace.MayHaveSent(), Err: fmt.Errorf("%s of S3: %w", c.method, err)}
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, c.reads))
	a := answer{resp.StatusCode, resp.Header, string(body)}
	if err != nil && (!c.mayWrite || !a.written()) {
		return a, &fanlight.DeliveryError{Err: fmt.Errorf("read S3's answer %d: %w", a.status, err)}
	}
	return a, nil
}

// request returns the signed request. The key's characters are escaped as the signature
// wants them: all but letters, digits and - . _ ~ /.
func (p *place) request(ctx context.Context, c call) (*http.Request, error) {
	base, err := p.base(ctx)
	if err != nil {
		return nil, err
	}
	u, err := url.Parse(base + httpbinding.EscapePath(p.key, false))
	if err != nil {
		return nil, fmt.Errorf("endpoint %q: %w", base, err)
	}
	req, err := http.NewRequestWithContext(ctx, c.method, u.String(), strings.NewReader(c.object.content))
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(c.object.content))
	req.Header.Set("X-Amz-Content-Sha256", hex.EncodeToString(sum[:]))
	if c.mayWrite {
		req.Header.Set("X-Amz-Checksum-Sha256", base64.StdEncoding.EncodeToString(sum[:])) // buckets with Object Lock want one
	}
	for name, value := range c.headers {
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
