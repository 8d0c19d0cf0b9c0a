package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// The lengths of keys in bytes that the specification asks for.
const (
	leastKey = 24
	mostKey  = 64
)

// key returns the key of a secret: base64 with whsec_ before it, which may be missing.
// The error names the reference only.
func key(secret string, ref report.Secret) ([]byte, error) {
	text := strings.TrimPrefix(strings.TrimSpace(secret), "whsec_")
	key, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(key) < leastKey || len(key) > mostKey {
		return nil, &fanlight.DeliveryError{Permanent: true, Err: fmt.Errorf(
			"the secret %s has not the form of a webhook's key: want whsec_ and the base64 of %d to %d bytes", ref, leastKey, mostKey)}
	}
	return key, nil
}

// signature returns the signature of version 1 of a request: the HMAC of its ID, its
// time and its body, with dots between them.
func signature(key []byte, id, timestamp string, body []byte) string {
	mac := hmac.New(sha256.New, key)
	for _, part := range [][]byte{[]byte(id), []byte("."), []byte(timestamp), []byte("."), body} {
		_, _ = mac.Write(part) // a hash takes every write
	}
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// errBody is the outcome for a message that another version rendered in another form.
var errBody = &fanlight.DeliveryError{Permanent: true, Err: errors.New("the stored message is not an event")}
