/** A category of the demo shop. */
export interface DemoCategory {
  readonly name: string;
  /** What each month, January first, sells compared with an average month. */
  readonly seasons: readonly number[];
  /** Name, description and price of each product, best sellers first. */
  readonly products: readonly (readonly [name: string, description: string, price: string])[];
}

/** What the demo shop sells: a fictitious store for home, desk and garden. */
export const assortment: readonly DemoCategory[] = [
  {
    name: "Electronics",
    seasons: [0.8, 0.7, 0.8, 0.8, 0.8, 0.9, 1, 0.9, 1, 1, 1.6, 1.9],
    products: [
      ["Murmur Wireless Earbuds", "Noise-cancelling, 28 h with case", "79.90"],
      ["Volta 65 W Charger", "Two USB-C ports, folding plug", "39.95"],
      ["Braided USB-C Cable 2 m", "240 W, lifetime guarantee", "14.95"],
      ["Lumen Smart Bulb E27", "White to warm, dims to 1 %", "12.50"],
      ["Hearth Room Thermostat", "Learns when you are home", "129.00"],
      ["Pebble Bluetooth Speaker", "Waterproof, 12 h", "49.00"],
      ["Atlas Power Bank 20,000 mAh", "Charges a laptop once", "59.90"],
      ["Beacon Desk Lamp", "CRI 97, USB-C in the foot", "89.00"],
    ],
  },
  {
    name: "Kitchen",
    seasons: [0.9, 0.8, 0.9, 0.9, 1, 0.9, 0.8, 0.9, 1, 1, 1.4, 1.6],
    products: [
      ["Cast Iron Skillet 26 cm", "Pre-seasoned", "44.90"],
      ["Pour-Over Coffee Dripper", "Stoneware, for 1 to 4 cups", "24.50"],
      ["Burr Grinder Hand Mill", "38 mm steel burrs", "69.00"],
      ["Chef's Knife 20 cm", "Carbon steel, oak handle", "95.00"],
      ["Linen Tea Towels, Set of 3", "Washed linen", "27.90"],
      ["Glass Storage Jars, Set of 6", "0.5 to 2 l, beech lids", "38.00"],
      ["Beeswax Wraps, Set of 4", "Reusable for a year", "16.80"],
      ["Digital Kitchen Scale", "1 g to 5 kg", "22.95"],
    ],
  },
  {
    name: "Garden",
    seasons: [0.3, 0.5, 1.2, 1.9, 2.1, 1.7, 1.3, 1, 0.8, 0.6, 0.3, 0.3],
    products: [
      ["Forged Hand Trowel", "Ash handle", "18.90"],
      ["Wildflower Seed Mix 100 g", "42 native species", "9.95"],
      ["Watering Can 9 l", "Galvanised, brass rose", "46.00"],
      ["Bypass Secateurs", "Replaceable blade", "34.50"],
      ["Raised Bed Kit 120 x 80 cm", "Larch, no tools needed", "139.00"],
      ["Jute Twine 120 m", "Undyed", "6.40"],
      ["Rain Barrel 210 l", "With tap and lid", "84.90"],
    ],
  },
  {
    name: "Outdoors",
    seasons: [0.5, 0.6, 0.9, 1.1, 1.4, 1.6, 1.7, 1.4, 1, 0.7, 0.6, 0.7],
    products: [
      ["Insulated Bottle 0.75 l", "Cold 24 h, hot 12 h", "32.00"],
      ["Merino Hiking Socks", "Two pairs", "29.90"],
      ["Trail Day Pack 22 l", "Rain cover included", "89.50"],
      ["Headlamp 400 lm", "Rechargeable, red light", "42.00"],
      ["Packable Down Blanket", "180 x 130 cm, 600 g", "119.00"],
      ["Two-Person Tent Fjell", "2.3 kg, freestanding", "289.00"],
      ["Camp Stove Duo", "Two burners, wind shield", "74.90"],
      ["Folding Chair Heron", "Carries 120 kg, weighs 1.1", "64.00"],
    ],
  },
  {
    name: "Toys & Games",
    seasons: [0.6, 0.6, 0.7, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 1, 1.9, 2.6],
    products: [
      ["Wooden Train Set", "32 pieces, beech", "54.90"],
      ["Marble Run Tower", "150 pieces", "48.50"],
      ["Harvest Moon Board Game", "2 to 5 players, 45 minutes", "36.00"],
      ["1,000 Piece Puzzle Lighthouse", "68 x 48 cm", "17.95"],
      ["Stacking Rainbow", "12 arches, limewood", "42.00"],
      ["Finger Puppets, Set of 6", "Wool felt", "19.90"],
      ["Travel Chess", "Magnetic, rolls up", "24.90"],
    ],
  },
  {
    name: "Office",
    seasons: [1.2, 1, 0.9, 0.9, 0.8, 0.8, 0.7, 1.3, 1.5, 1, 0.9, 0.8],
    products: [
      ["Dotted Notebook A5", "192 pages, lies flat", "13.90"],
      ["Gel Pens, Set of 10", "0.5 mm, refillable", "11.50"],
      ["Standing Desk Frame", "Two motors, 62 to 127 cm", "399.00"],
      ["Felt Desk Mat", "80 x 30 cm, merino", "34.00"],
      ["Monitor Arm", "Up to 9 kg, gas spring", "98.00"],
      ["Brass Paper Clips, 100", "In a tin", "7.20"],
      ["Letter Tray, Oak", "Stackable", "45.00"],
      ["Cable Box", "Bamboo lid", "28.50"],
    ],
  },
  {
    name: "Pets",
    seasons: [1, 1, 1, 1, 1, 0.9, 0.9, 0.9, 1, 1, 1.1, 1.3],
    products: [
      ["Grain-Free Dog Treats 500 g", "Duck and sweet potato", "10.90"],
      ["Cat Scratching Lounge", "Corrugated, refillable", "26.50"],
      ["Silicone Feeding Mat", "48 x 30 cm", "15.90"],
      ["Reflective Dog Lead 2 m", "With traffic handle", "23.00"],
      ["Catnip Mice, Set of 3", "Organic cotton", "8.95"],
      ["Orthopaedic Dog Bed L", "Memory foam, washable", "109.00"],
    ],
  },
  {
    name: "Bath & Home",
    seasons: [1.1, 1, 1, 0.9, 0.9, 0.8, 0.8, 0.9, 1, 1.1, 1.2, 1.4],
    products: [
      ["Cedar and Sage Soap Bar", "Cold processed, 120 g", "6.90"],
      ["Waffle Towel 70 x 140 cm", "Cotton, quick drying", "31.00"],
      ["Soy Candle Fig", "50 h", "21.50"],
      ["Wool Dryer Balls, Set of 6", "Instead of softener", "18.00"],
      ["Bamboo Bath Caddy", "Extends to 110 cm", "39.90"],
      ["Wall Hooks, Set of 4", "Black steel", "16.50"],
      ["Cotton Bath Mat", "1,900 g/m²", "27.00"],
      ["Percale Bed Linen Set", "135 x 200 cm", "89.00"],
    ],
  },
];
