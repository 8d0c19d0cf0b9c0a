package sqs

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

const (
	// maxSize is the limit of a message with its attributes, and of a batch, in bytes.
	maxSize = 1 << 20
	// maxDelay is the longest DelaySeconds.
	maxDelay = 900
	// maxHidden is how long a message may be in flight, from its receive on.
	maxHidden = 12 * time.Hour
	// maxAttributes is how many attributes a message may have.
	maxAttributes = 10
)

// allowed says whether a body holds only #x9, #xA, #xD and the printable ranges.
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

// size is what counts against maxSize.
func (d draft) size() int {
	n := len(aws.ToString(d.body))
	for name, v := range d.attributes {
		n += len(name) + len(aws.ToString(v.DataType)) + len(aws.ToString(v.StringValue)) + len(v.BinaryValue)
	}
	return n
}

// groupID allows letters, digits and punctuation.
var groupID = regexp.MustCompile(`^[!-~]{1,128}$`)

var attributeName = regexp.MustCompile(`^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$`)

// checkAttributes accepts String, Number and Binary values, each with an optional label.
func checkAttributes(attributes map[string]types.MessageAttributeValue) error {
	if len(attributes) > maxAttributes {
		return invalidParameter("Number of message attributes [%d] exceeds the allowed maximum [%d].", len(attributes), maxAttributes)
	}
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		lower := strings.ToLower(name)
		if !attributeName.MatchString(name) || len(name) > 256 || strings.HasPrefix(lower, "aws.") || strings.HasPrefix(lower, "amazon.") {
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
		return invalidParameter("The message attribute '%s' must contain a non-empty message attribute value for message attribute type '%s'.", name, kind)
	case kind != "Binary" && !allowed(*v.StringValue):
		return &types.InvalidMessageContents{Message: text("The message attribute '%s' holds characters that are not allowed.", name)}
	}
	return nil
}

// seconds resolves an optional number of seconds: 0 is the SDK's word for "not given".
func seconds(given int32, fallback time.Duration) time.Duration {
	switch given {
	case 0:
		return fallback
	case Zero:
		return 0
	}
	return time.Duration(given) * time.Second
}
