package attr_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

func TestInvalidf(t *testing.T) {
	t.Parallel()
	if got := attr.Invalidf("item size: %d", 7); got != "item size: 7" {
		t.Errorf("message %q", got)
	}
}

func TestInvalid_Error(t *testing.T) {
	t.Parallel()
	if got := attr.Invalid("too large").Error(); got != "too large" {
		t.Errorf("message %q", got)
	}
}

func TestTypeName(t *testing.T) {
	t.Parallel()
	for want, v := range everyType() {
		if got := attr.TypeName(v); got != want {
			t.Errorf("%s: got %q", want, got)
		}
	}
	if got := attr.TypeName(nil); got != "" {
		t.Errorf("nil: got %q", got)
	}
}

func TestClone(t *testing.T) {
	t.Parallel()
	for name, v := range everyType() {
		if got := attr.Clone(v); got == v || !attr.Equal(v, got) {
			t.Errorf("%s: got %v of %v", name, got, v)
		}
	}
	if got := attr.Clone(nil); got != nil {
		t.Errorf("nil: got %v", got)
	}
}

func TestCloneItem(t *testing.T) {
	t.Parallel()
	item := everyType()
	clone := attr.CloneItem(item)
	item["B"].(*attr.B).Value[0] = '!'
	item["L"].(*attr.L).Value[0] = text("!")
	item["M"].(*attr.M).Value["k"].(*attr.B).Value[0] = '!'
	item["SS"].(*attr.SS).Value[0] = "!"
	item["NS"].(*attr.NS).Value[0] = "9"
	item["BS"].(*attr.BS).Value[0][0] = '!'
	delete(item, "S")
	if diff := cmp.Diff(everyType(), clone, cmpopts.IgnoreUnexported(
		types.AttributeValueMemberS{}, types.AttributeValueMemberN{}, types.AttributeValueMemberB{}, types.AttributeValueMemberBOOL{},
		types.AttributeValueMemberNULL{}, types.AttributeValueMemberSS{}, types.AttributeValueMemberNS{}, types.AttributeValueMemberBS{},
		types.AttributeValueMemberL{}, types.AttributeValueMemberM{})); diff != "" {
		t.Errorf("the copy after a change of the original (-want +got):\n%s", diff)
	}
	if attr.CloneItem(nil) != nil {
		t.Error("the copy of nil is not nil")
	}
}
