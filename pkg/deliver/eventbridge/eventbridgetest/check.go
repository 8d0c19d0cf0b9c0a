package eventbridgetest

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

// bus matches a name, and an ARN of the server's Region and account.
var bus = regexp.MustCompile(`^(arn:aws:events:` + channeltest.Region + `:111122223333:event-bus/)?[/.\-_A-Za-z0-9]{1,256}$`)

// check returns the refusal of an entry, without a code if it is acceptable.
func (e Event) check() result {
	var detail map[string]any
	switch {
	case e.Source == "":
		return missing("Source")
	case e.DetailType == "":
		return missing("DetailType")
	case e.Detail == "":
		return missing("Detail")
	case strings.HasPrefix(e.Source, "aws."):
		return result{ErrorCode: "NotAuthorizedForSource", ErrorMessage: "Not authorized for the source."}
	case json.Unmarshal([]byte(e.Detail), &detail) != nil:
		return result{ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed."}
	case !bus.MatchString(e.Bus):
		return result{ErrorCode: "InvalidArgument", ErrorMessage: "Parameter EventBusName is not valid."}
	}
	return result{}
}

func missing(name string) result {
	return result{ErrorCode: "InvalidArgument", ErrorMessage: "Parameter " + name + " is not valid. Reason: " + name + " is a required argument."}
}
