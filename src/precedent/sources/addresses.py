"""Which network addresses may be connected to: public ones alone, and private ones where they were allowed by name.

Judged is the number a name resolved to, never the name. The list is ours, after the IANA special-purpose registries:
``ipaddress.is_global`` of Python 3.11 calls multicast, site-local, 6to4 and translated addresses of this very machine public.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

_PRIVATE = ("10.0.0.0/8", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7")
_SPECIAL = (
    "0.0.0.0/8",  # this network
    "168.63.129.16/32",  # the host of a virtual machine in one large cloud
    "169.254.0.0/16",  # link-local, and the metadata of most clouds
    "192.0.0.0/24",  # protocol assignments, and the metadata of another cloud
    "192.0.2.0/24",  # documentation
    "192.88.99.0/24",  # 6to4 relays
    "198.18.0.0/15",  # benchmarks
    "198.51.100.0/24",  # documentation
    "203.0.113.0/24",  # documentation
    "224.0.0.0/4",  # multicast
    "240.0.0.0/4",  # reserved, and broadcast
    "2001::/23",  # protocol assignments, among them Teredo, which leads on to an IPv4 address
    "2001:db8::/32",  # documentation
    "2002::/16",  # 6to4: leads on to an IPv4 address
    "3fff::/20",  # documentation
)

Network = IPv4Network | IPv6Network


def _networks(spelled: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ip_network(network) for network in spelled)


_PRIVATE_NETWORKS, _SPECIAL_NETWORKS = _networks(_PRIVATE), _networks(_SPECIAL)
_UNICAST = IPv6Network("2000::/3")  # all of IPv6 that is given out for public use
_TRANSLATED = IPv6Network("64:ff9b::/96")  # an IPv4 address as a network without IPv4 sees it (RFC 6052)


def refused(address: str, private: bool = False) -> str | None:
    """Why no connection is made to *address*, a number as ``getaddrinfo`` gives it; None where it may be made.

    *private* allows this machine and local networks; nothing allows link-local, multicast or reserved addresses.
    """
    judged: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(judged, IPv6Address) and judged in _TRANSLATED:
        judged = IPv4Address(int(judged) & 0xFFFFFFFF)
    if any(judged in network for network in _PRIVATE_NETWORKS):
        return None if private else f"{address} is an address of this machine or of a private network"
    outside = isinstance(judged, IPv6Address) and judged not in _UNICAST
    if outside or any(judged in network for network in _SPECIAL_NETWORKS):
        return f"{address} is no address of the public network"
    return None
