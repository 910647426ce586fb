"""Congregation profiles and their journeys: tracks, decisions, contacts, launch.

Publishes what `shared.contracts.congregations` lists; remembers from scheduling when sessions are,
and from partners which proposals wait and which agencies were introduced.
"""
