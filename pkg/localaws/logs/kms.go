package logs

import (
	"cmp"
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
)

const maxKey = 256 // characters of a key's ARN (API_AssociateKmsKey)

// AssociateKmsKey keeps the key of a log group, which DescribeLogGroups shows. The stand-in encrypts
// nothing.
func (c *Core) AssociateKmsKey(_ context.Context, in *sdk.AssociateKmsKeyInput, _ ...func(*sdk.Options)) (*sdk.AssociateKmsKeyOutput, error) {
	g, err := c.encrypted("AssociateKmsKey", in.LogGroupName, in.ResourceIdentifier)
	if err != nil {
		return nil, err
	}
	key := aws.ToString(in.KmsKeyId)
	if err := checkKey(&key, g.name); err != nil {
		return nil, err
	}
	g.key = key
	c.ignore(ignoredKey(&key)...)
	return &sdk.AssociateKmsKeyOutput{}, nil
}

// DisassociateKmsKey removes the key of a log group, if it has one.
func (c *Core) DisassociateKmsKey(_ context.Context, in *sdk.DisassociateKmsKeyInput, _ ...func(*sdk.Options)) (*sdk.DisassociateKmsKeyOutput, error) {
	g, err := c.encrypted("DisassociateKmsKey", in.LogGroupName, in.ResourceIdentifier)
	if err != nil {
		return nil, err
	}
	g.key = ""
	return &sdk.DisassociateKmsKeyOutput{}, nil
}

// encrypted returns the log group that a name or an ARN names. Keys of query results are not implemented.
func (c *Core) encrypted(operation string, name, identifier *string) (*group, error) {
	results := strings.Contains(aws.ToString(identifier), ":query-result:")
	if err := refuse(operation, field{"ResourceIdentifier of query results", results}); err != nil {
		return nil, err
	}
	of, err := oneGroup(name, identifier)
	if err != nil {
		return nil, err
	}
	return c.group("logGroupName", of)
}

// checkKey returns an error for what is not the ARN of a key; nil is none. A key's ID is refused with the
// text of AWS (https://github.com/hashicorp/terraform/issues/24194). No key exists in the stand-in, so
// that every ARN is one of a key that does.
func checkKey(key *string, group string) error {
	if key == nil {
		return nil
	}
	a, ok := parseARN(*key)
	if !ok || a.service != "kms" || !strings.HasPrefix(a.resource, "key/") {
		return cmp.Or(checkLength("kmsKeyId", *key, 0, maxKey), invalid("The specified KMS Key Id could not be found. '%s'", group))
	}
	return checkLength("kmsKeyId", *key, 0, maxKey)
}

func ignoredKey(key *string) []string {
	if key == nil {
		return nil
	}
	return []string{"KmsKeyId (nothing is encrypted)"}
}
