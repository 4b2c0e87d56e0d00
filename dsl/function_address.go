package dsl

import (
	"fmt"
	"math/big"
	"net"

	"github.com/apparentlymart/go-cidr/cidr"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/gocty"
)

// cidrhostFunction is cidrhost(prefix, hostnum).
var cidrhostFunction = function.New(&function.Spec{
	Description: "The address with that number in an IP network; negative ones count from the end.",
	Params: []function.Parameter{
		{Name: "prefix", Type: cty.String},
		{Name: "hostnum", Type: cty.Number},
	},
	Type: function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		network, err := parseNetwork(args[0])
		if err != nil {
			return cty.NilVal, err
		}
		number, err := wholeNumber(args, 1)
		if err != nil {
			return cty.NilVal, err
		}
		ip, err := cidr.HostBig(network, number)
		if err != nil {
			return cty.NilVal, function.NewArgError(1, err)
		}
		return cty.StringVal(ip.String()), nil
	},
})

// cidrsubnetFunction is cidrsubnet(prefix, newbits, netnum).
var cidrsubnetFunction = function.New(&function.Spec{
	Description: "The network with that number among those that a longer prefix divides a network into.",
	Params: []function.Parameter{
		{Name: "prefix", Type: cty.String},
		{Name: "newbits", Type: cty.Number},
		{Name: "netnum", Type: cty.Number},
	},
	Type: function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		network, err := parseNetwork(args[0])
		if err != nil {
			return cty.NilVal, err
		}
		var bits int
		if err := gocty.FromCtyValue(args[1], &bits); err != nil || bits < 0 || bits > 128 {
			return cty.NilVal, function.NewArgErrorf(1, "a whole number from 0 to 128 is needed")
		}
		number, err := wholeNumber(args, 2)
		if err != nil {
			return cty.NilVal, err
		}
		if number.Sign() < 0 {
			return cty.NilVal, function.NewArgErrorf(2, "a number of at least 0 is needed")
		}
		sub, err := cidr.SubnetBig(network, bits, number)
		if err != nil {
			return cty.NilVal, function.NewArgErrorf(1, "%s", err)
		}
		return cty.StringVal(sub.String()), nil
	},
})

func parseNetwork(v cty.Value) (*net.IPNet, error) {
	_, network, err := net.ParseCIDR(v.AsString())
	if err != nil {
		return nil, function.NewArgError(0, fmt.Errorf(`%q is no IP network; write it as "203.0.113.0/24"`, v.AsString()))
	}
	return network, nil
}

// wholeNumber reads an argument as a whole number of any size that an address
// can have.
func wholeNumber(args []cty.Value, i int) (*big.Int, error) {
	number, accuracy := args[i].AsBigFloat().Int(nil)
	if accuracy != big.Exact || number == nil || number.BitLen() > 128 {
		return nil, function.NewArgErrorf(i, "a whole number is needed")
	}
	return number, nil
}
