package localaws

import (
	"encoding/json"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// created has the names of the queues that a journal creates. To create a queue that exists
// changes nothing, and every start of a program does it: only the first time is kept, so that a
// journal does not grow with the number of starts.
type created map[string]bool

// again reports whether a call that has succeeded creates a queue that there was.
func (c created) again(call wire.Call, body []byte) bool {
	switch call.String() {
	case "sqs.DeleteQueue": // by its URL: any of them may be new the next time
		clear(c)
	case "sqs.CreateQueue":
		var in struct{ QueueName string }
		if err := json.Unmarshal(body, &in); err != nil {
			return false // the call has succeeded: it has another form
		}
		before := c[in.QueueName]
		c[in.QueueName] = true
		return before
	}
	return false
}
