package s3test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

// maxKey is the number of bytes of a key.
const maxKey = 1024

// maxSkew is how far the time of a request may be away from that of the server.
const maxSkew = 15 * time.Minute

// check returns the refusal of a request, nil if it is acceptable.
func check(r *http.Request, bucket, key string, body []byte) *channeltest.Fault {
	region := map[string]string{Bucket: channeltest.Region, Dotted: channeltest.Region, Elsewhere: otherRegion}[bucket]
	signed, service := channeltest.Scope(r)
	switch {
	case signed == "":
		return Refuse(http.StatusForbidden, "AccessDenied", "Access Denied")
	case region == "":
		return Refuse(http.StatusNotFound, "NoSuchBucket", "The specified bucket does not exist")
	case service != "s3":
		return Refuse(http.StatusBadRequest, "AuthorizationHeaderMalformed", "The authorization header is malformed; incorrect service. This endpoint belongs to \"s3\".")
	case signed != region:
		return Refuse(http.StatusBadRequest, "AuthorizationHeaderMalformed",
			"The authorization header is malformed; the region '"+signed+"' is wrong; expecting '"+region+"'", "X-Amz-Bucket-Region", region)
	}
	if no := checkContent(r, key, body); no != nil {
		return no
	}
	return checkSignature(r, region)
}

func checkContent(r *http.Request, key string, body []byte) *channeltest.Fault {
	sum := sha256.Sum256(body)
	checksum := r.Header.Get("X-Amz-Checksum-Sha256")
	switch {
	case r.Method != http.MethodPut && r.Method != http.MethodGet || key == "":
		return Refuse(http.StatusMethodNotAllowed, "MethodNotAllowed", "The specified method is not allowed against this resource.")
	case r.Method == http.MethodPut && r.ContentLength < 0:
		return Refuse(http.StatusLengthRequired, "MissingContentLength", "You must provide the Content-Length HTTP header.")
	case len(key) > maxKey:
		return Refuse(http.StatusBadRequest, "KeyTooLongError", "Your key is too long")
	case r.Header.Get("X-Amz-Content-Sha256") == "":
		return Refuse(http.StatusBadRequest, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256")
	case r.Header.Get("X-Amz-Content-Sha256") != hex.EncodeToString(sum[:]):
		return Refuse(http.StatusBadRequest, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.")
	case checksum != "" && checksum != base64.StdEncoding.EncodeToString(sum[:]):
		return Refuse(http.StatusBadRequest, "BadDigest", "The SHA256 you specified did not match the calculated checksum.")
	case r.Header.Get("If-None-Match") != "" && r.Header.Get("If-None-Match") != "*":
		return Refuse(http.StatusNotImplemented, "NotImplemented", "A header you provided implies functionality that is not implemented")
	}
	return nil
}

// checkSignature signs the request once more and compares.
func checkSignature(r *http.Request, region string) *channeltest.Fault {
	at, err := time.Parse("20060102T150405Z", r.Header.Get("X-Amz-Date"))
	if err != nil {
		return Refuse(http.StatusForbidden, "AccessDenied", "AWS authentication requires a valid Date or x-amz-date header")
	}
	if time.Since(at).Abs() > maxSkew {
		return Refuse(http.StatusForbidden, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.")
	}
	who, err := channeltest.AWSConfig(nil, "").Credentials.Retrieve(r.Context())
	if err == nil {
		err = sign(r, who, region, at)
	}
	if err != nil {
		return Refuse(http.StatusForbidden, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your key and signing method.")
	}
	return nil
}

type mismatch struct{}

func (mismatch) Error() string { return "another signature" }

// sign returns an error unless the request has the signature that its signed headers
// give.
func sign(r *http.Request, who aws.Credentials, region string, at time.Time) error {
	again := r.Clone(r.Context())
	again.URL.Scheme, again.URL.Host = "https", r.Host
	again.Header = http.Header{}
	_, list, _ := strings.Cut(r.Header.Get("Authorization"), "SignedHeaders=")
	list, _, _ = strings.Cut(list, ",")
	for name, values := range r.Header {
		if slices.Contains(strings.Split(list, ";"), strings.ToLower(name)) {
			again.Header[name] = values
		}
	}
	err := v4.NewSigner().SignHTTP(r.Context(), who, again, r.Header.Get("X-Amz-Content-Sha256"), "s3", region, at,
		func(o *v4.SignerOptions) { o.DisableURIPathEscaping = true })
	if err == nil && again.Header.Get("Authorization") != r.Header.Get("Authorization") {
		err = mismatch{}
	}
	return err
}
