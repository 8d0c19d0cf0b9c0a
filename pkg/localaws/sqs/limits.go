package sqs

import (
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

const (
	// maxSize is the largest size in bytes of a message with its attributes, and of a batch.
	maxSize = 1 << 20
	// maxDelay is the largest DelaySeconds.
	maxDelay = 900
	// maxHidden is the longest time for which a message may be in flight after its receive.
	maxHidden = 12 * time.Hour
	// maxAttributes is the largest number of attributes of a message.
	maxAttributes = 10
)

// allowed reports whether a body has only the characters that SQS accepts: #x9, #xA, #xD and the printable
// ranges.
func allowed(body string) bool {
	return utf8.ValidString(body) && strings.IndexFunc(body, func(r rune) bool {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return false
		case r >= 0x20 && r <= 0xD7FF, r >= 0xE000 && r <= 0xFFFD, r >= 0x10000:
			return false
		}
		return true
	}) < 0
}

// size returns the bytes that count towards maxSize.
func (r sendRequest) size() int {
	n := len(aws.ToString(r.body))
	for name, v := range r.attributes {
		n += len(name) + len(aws.ToString(v.DataType)) + len(aws.ToString(v.StringValue)) + len(v.BinaryValue)
	}
	return n
}

// groupID matches letters, digits and punctuation.
var groupID = lazyregexp.New(`^[!-~]{1,128}$`)

var attributeName = lazyregexp.New(`^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$`)

// checkAttributes refuses attributes other than String, Number and Binary values, each with an optional label.
func checkAttributes(attributes map[string]types.MessageAttributeValue) error {
	if len(attributes) > maxAttributes {
		return invalidParameter("Number of message attributes [%d] exceeds the allowed maximum [%d].", len(attributes), maxAttributes)
	}
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		lower := strings.ToLower(name)
		if !attributeName().MatchString(name) || len(name) > 256 || strings.HasPrefix(lower, "aws.") || strings.HasPrefix(lower, "amazon.") {
			return invalidParameter("Message (user) attribute name '%s' is invalid.", name)
		}
		if err := checkAttribute(name, attributes[name]); err != nil {
			return err
		}
	}
	return nil
}

func checkAttribute(name string, v types.MessageAttributeValue) error {
	if v.StringListValues != nil || v.BinaryListValues != nil {
		return notImplemented("MessageAttributes with list values (" + name + ")")
	}
	kind, _, _ := strings.Cut(aws.ToString(v.DataType), ".")
	switch {
	case kind == "":
		return invalidParameter("The message attribute '%s' must contain a non-empty attribute type.", name)
	case kind != "String" && kind != "Number" && kind != "Binary":
		return invalidParameter("The message attribute '%s' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.", name)
	case kind == "Binary" && len(v.BinaryValue) == 0, kind != "Binary" && aws.ToString(v.StringValue) == "":
		return invalidParameter("Message (user) attribute '%s' must contain a non-empty value of type '%s'.", name, kind)
	case kind != "Binary" && !allowed(*v.StringValue):
		return invalidParameter("Message (user) attribute '%s' holds characters that are not allowed.", name)
	}
	return nil
}

// seconds resolves an optional number of seconds: 0 means that the request does not have it.
func seconds(given int32, fallback time.Duration) time.Duration {
	switch given {
	case 0:
		return fallback
	case Zero:
		return 0
	}
	return time.Duration(given) * time.Second
}
