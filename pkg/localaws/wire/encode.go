package wire

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/aws/smithy-go/transport/http/protocol/awsjson"
)

// protocol is the SDK's encoder of JSON, which encodes requests. It accepts every
// smithy.Serializable for a request, so also the outputs and the errors.
var (
	protocol = awsjson.New10(smithy.NewServiceSchema(shape("Answers", smithy.ShapeTypeService), ""))
	encoding = smithy.NewOperationSchema(shape("Answer", smithy.ShapeTypeOperation), shape("Body", smithy.ShapeTypeStructure), nil)
)

func shape(name string, kind smithy.ShapeType) *smithy.Schema {
	return smithy.NewSchema(smithy.ShapeID{Namespace: "localaws", Name: name}, kind, 0)
}

// encode returns the body of an answer.
func encode(v smithy.Serializable) ([]byte, error) {
	return serialise(&body{Serializable: v})
}

func serialise(v smithy.Serializable) ([]byte, error) {
	r := smithyhttp.NewStackRequest().(*smithyhttp.Request)
	if err := protocol.SerializeRequest(context.Background(), encoding, v, r); err != nil {
		return nil, err
	}
	return io.ReadAll(r.GetStream())
}

// encodeError returns the body of an error, with its type in "__type".
func encodeError(namespace string, e smithy.APIError) []byte {
	if typed, ok := e.(smithy.Serializable); ok {
		if text, err := serialise(&body{Serializable: typed, space: namespace}); err == nil {
			return text
		}
	}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(map[string]string{"__type": namespace + "#" + e.ErrorCode(), messageMember(namespace): e.ErrorMessage()}) // strings always encode
	return bytes.TrimSpace(text.Bytes())
}

// messageMember returns the name of the member with an error's text. It is Message for DynamoDB's
// errors that come before the service itself (dynalite's tests of serialisation and access).
func messageMember(namespace string) string {
	if namespace == coralSpaces[codeMalformed] {
		return "Message"
	}
	return "message"
}

// body serialises an output or an error with the members that the SDK omits.
type body struct {
	smithy.Serializable
	space string // of an error's type; empty for an output
}

// Serialize implements smithy.Serializable.
func (b *body) Serialize(s smithy.ShapeSerializer) {
	b.Serializable.Serialize(&answerSerializer{ShapeSerializer: s, space: b.space})
}

// zeros has, by shape, the members that AWS always writes and the SDK omits if they are 0 or
// false. Without them, clients other than the Go SDK read no value instead of 0.
var zeros = map[string][]string{
	"QueryOutput":       {"Count", "ScannedCount"},
	"ScanOutput":        {"Count", "ScannedCount"},
	"QueryStatistics":   {"bytesScanned", "estimatedBytesSkipped", "estimatedRecordsSkipped", "logGroupsScanned", "recordsMatched", "recordsScanned"},
	"StopQueryResponse": {"success"},
}

// answerSerializer is a ShapeSerializer that adds zeros and, to an error, "__type".
type answerSerializer struct {
	smithy.ShapeSerializer
	space string
	open  []structure
}

// structure is a structure that has been begun.
type structure struct {
	schema  *smithy.Schema
	written map[string]bool // by member name
}

// WriteStruct begins a structure.
func (c *answerSerializer) WriteStruct(s *smithy.Schema) {
	c.ShapeSerializer.WriteStruct(s)
	if c.space != "" && len(c.open) == 0 {
		c.WriteKey(nil, "__type")
		c.WriteString(nil, c.space+"#"+s.ID().Name)
	}
	c.open = append(c.open, structure{s, map[string]bool{}})
}

// CloseStruct adds the zeros of the structure that the SDK omitted, and ends it.
func (c *answerSerializer) CloseStruct() {
	top := c.open[len(c.open)-1]
	c.open = c.open[:len(c.open)-1]
	for _, name := range zeros[top.name()] {
		if !top.written[name] {
			c.writeZero(top.schema.Member(name))
		}
	}
	c.ShapeSerializer.CloseStruct()
}

// name returns the name of the shape, of its target for a member. The empty output of an
// operation has no schema, and the name is empty.
func (s structure) name() string {
	switch {
	case s.schema == nil:
		return ""
	case s.schema.TargetID().Name != "":
		return s.schema.TargetID().Name
	}
	return s.schema.ID().Name
}

func (c *answerSerializer) writeZero(member *smithy.Schema) {
	switch member.Type() {
	case smithy.ShapeTypeBoolean:
		c.ShapeSerializer.WriteBool(member, false)
	case smithy.ShapeTypeDouble:
		c.ShapeSerializer.WriteFloat64(member, 0)
	case smithy.ShapeTypeInteger:
		c.ShapeSerializer.WriteInt32(member, 0)
	default:
		panic(fmt.Sprintf("zeros lists %s, which is not a number or bool", member.ID()))
	}
}

// mark records that a member was written.
func (c *answerSerializer) mark(member *smithy.Schema) {
	if len(c.open) > 0 && member != nil {
		c.open[len(c.open)-1].written[member.MemberName()] = true
	}
}

// WriteBool writes a bool.
func (c *answerSerializer) WriteBool(s *smithy.Schema, v bool) {
	c.mark(s)
	c.ShapeSerializer.WriteBool(s, v)
}

// WriteInt32 writes a number.
func (c *answerSerializer) WriteInt32(s *smithy.Schema, v int32) {
	c.mark(s)
	c.ShapeSerializer.WriteInt32(s, v)
}

// WriteFloat64 writes a number.
func (c *answerSerializer) WriteFloat64(s *smithy.Schema, v float64) {
	c.mark(s)
	c.ShapeSerializer.WriteFloat64(s, v)
}
