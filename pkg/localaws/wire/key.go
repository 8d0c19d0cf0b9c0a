package wire

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/encoding/httpbinding"
)

// Key is an access key: an ID, and the secret with which its holder signs requests.
type Key struct{ ID, Secret string }

// maxSkew is how far the time of a signature may be from that of the server.
const maxSkew = 15 * time.Minute

// check returns the service's error unless a request is signed with the key, at about now. It checks
// the signature in the header Authorization (Signature Version 4), of which the method, the path, the
// query, the headers that must be signed and the body are parts.
//
// Source: docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
func (k Key) check(r *http.Request, body []byte, now time.Time) error {
	if r.Header.Get("Authorization") == "" {
		return unsigned("MissingAuthenticationTokenException", "Missing Authentication Token.")
	}
	s, ok := parseSignature(r.Header.Get("Authorization"))
	if !ok || !s.covers(r) {
		return unsigned("IncompleteSignatureException", "The signature has not the form AWS4-HMAC-SHA256, or does not cover the host and all headers x-amz-…")
	}
	if s.id != k.ID {
		return unsigned("UnrecognizedClientException", "The security token included in the request is invalid.")
	}
	signed, err := time.Parse(signedTime, r.Header.Get("X-Amz-Date"))
	if err != nil || signed.Format(signedDay) != s.scope[0] || now.Sub(signed).Abs() > maxSkew {
		return unsigned("InvalidSignatureException", fmt.Sprintf("Signature expired: %q is not within 15 min of %s.",
			r.Header.Get("X-Amz-Date"), now.UTC().Format(signedTime)))
	}
	if !hmac.Equal(s.value, s.expected(r, body, k.Secret)) {
		return unsigned("InvalidSignatureException", "The request signature we calculated does not match the signature you provided.")
	}
	return nil
}

func unsigned(code, message string) error {
	message += " This stand-in takes one access key only: use AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY as it printed them when it started."
	return &smithy.GenericAPIError{Code: code, Message: message, Fault: smithy.FaultClient}
}

const (
	algorithm  = "AWS4-HMAC-SHA256"
	signedTime = "20060102T150405Z"
	signedDay  = "20060102"
)

// signature is the content of the header Authorization.
type signature struct {
	id      string
	scope   []string // day, Region, service, aws4_request
	headers []string // names of the signed headers
	value   []byte
}

// parseSignature reads ALGORITHM Credential=ID/SCOPE, SignedHeaders=NAME;NAME…, Signature=HEX.
func parseSignature(header string) (s signature, ok bool) {
	name, rest, _ := strings.Cut(header, " ")
	parts := map[string]string{}
	for part := range strings.SplitSeq(rest, ",") {
		key, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		parts[key] = value
	}
	credential := strings.Split(parts["Credential"], "/")
	value, err := hex.DecodeString(parts["Signature"])
	if name != algorithm || len(credential) != 5 || err != nil || len(value) != sha256.Size {
		return s, false
	}
	return signature{credential[0], credential[1:], strings.Split(parts["SignedHeaders"], ";"), value}, true
}

// covers reports whether the host and all headers that mean something to AWS are signed.
func (s signature) covers(r *http.Request) bool {
	for name := range r.Header {
		name = strings.ToLower(name)
		if strings.HasPrefix(name, "x-amz-") && !slices.Contains(s.headers, name) {
			return false
		}
	}
	return slices.Contains(s.headers, "host")
}

// expected returns the signature that a holder of the secret gives to a request.
func (s signature) expected(r *http.Request, body []byte, secret string) []byte {
	var headers strings.Builder
	for _, name := range s.headers {
		headers.WriteString(name + ":" + signedValue(r, name) + "\n")
	}
	path := httpbinding.EscapePath(r.URL.EscapedPath(), false)
	query, _ := url.ParseQuery(r.URL.RawQuery) // what cannot be read is not signed, and no handler reads it
	request := strings.Join([]string{
		r.Method, path, strings.ReplaceAll(query.Encode(), "+", "%20"),
		headers.String(), strings.Join(s.headers, ";"), digest(body),
	}, "\n")
	text := strings.Join([]string{algorithm, r.Header.Get("X-Amz-Date"), strings.Join(s.scope, "/"), digest([]byte(request))}, "\n")
	key := []byte("AWS4" + secret)
	for _, part := range append(slices.Clone(s.scope), text) {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(part))
		key = mac.Sum(nil)
	}
	return key
}

// signedValue returns a header's value as it is signed: trimmed, with single blanks (a tab is none),
// several values with a comma between them.
func signedValue(r *http.Request, name string) string {
	switch name {
	case "host":
		return r.Host
	case "content-length":
		return strconv.FormatInt(r.ContentLength, 10)
	}
	var values []string
	for _, value := range r.Header.Values(name) {
		for strings.Contains(value, "  ") {
			value = strings.ReplaceAll(value, "  ", " ")
		}
		values = append(values, strings.TrimSpace(value))
	}
	return strings.Join(values, ",")
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
